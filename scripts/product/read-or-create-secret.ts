import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Returns a random secret from a file that only this user can read; the first call creates it. */
export function readOrCreateSecret(path: string): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, randomBytes(36).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(path, 'utf8');
}

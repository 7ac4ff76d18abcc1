import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../settings/json-file.ts';
import type { Encryption } from './encryption.ts';

export interface SecretStore {
  /** False: the system has no keyring, so nothing is written and every load returns null. */
  readonly available: boolean;
  load(name: string): Promise<string | null>;
  store(name: string, value: string): Promise<void>;
  clear(name: string): void;
}

const fileSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.base64()) });

/** Secrets by name, each encrypted by the system's keyring, in one file of the profile. */
export function openSecretStore(userDataDirectory: string, encryption: Encryption | null): SecretStore {
  const path = join(userDataDirectory, 'secrets.json');
  const read = (): Record<string, string> => readJsonFile(path, fileSchema)?.secrets ?? {};
  const write = (secrets: Record<string, string>): void => writeJsonFile(path, { version: 1, secrets });

  return {
    available: encryption !== null,
    load: async (name) => {
      const stored = read()[name];
      if (stored === undefined || encryption === null) return null;
      // A keyring that was reset cannot decrypt older secrets: treat them as not stored.
      return encryption.decrypt(Buffer.from(stored, 'base64')).catch(() => null);
    },
    store: async (name, value) => {
      if (encryption === null) return;
      const encrypted = await encryption.encrypt(value);
      write({ ...read(), [name]: encrypted.toString('base64') });
    },
    clear: (name) => {
      const { [name]: cleared, ...rest } = read();
      if (cleared !== undefined) write(rest);
    },
  };
}

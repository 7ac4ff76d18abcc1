import { hkdfSync } from 'node:crypto';

/** One secret in the settings, one key for each purpose: a file link can never be taken for an access token. */
export function deriveKey(tokenSecret: string, purpose: 'access-token' | 'file-link'): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', tokenSecret, '', `holdfast:${purpose}`, 32));
}

import { hkdfSync } from 'node:crypto';

/**
 * Derives one key per purpose from the token secret, so that a file link's signature is never valid as an access
 * token.
 */
export function deriveKey(tokenSecret: string, purpose: 'access-token' | 'file-link'): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', tokenSecret, '', `holdfast:${purpose}`, 32));
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Creates a bearer key or signing secret: 256 random bits after a prefix that secret scanners can match. */
export function createChannelKey(): string {
  return `hfk_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256 in hex; only this is stored. Keys have 256 random bits, so a fast hash is enough. */
export function hashChannelKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** True if an `Authorization` header holds the key of this hash. Compares the hashes in constant time. */
export function isChannelKeyValid(authorization: string | undefined, keyHash: string | null): boolean {
  const key = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (key === undefined || keyHash === null) return false;
  const given = Buffer.from(hashChannelKey(key), 'hex');
  const expected = Buffer.from(keyHash, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new bearer key or signing secret: 256 random bits behind a prefix that secret scanners can learn. */
export function createChannelKey(): string {
  return `hfk_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a bearer key. Keys are random and long, so a fast hash is enough. */
export function hashChannelKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether an `Authorization` header holds the key of this hash; takes the same time for every wrong one. */
export function isChannelKeyValid(authorization: string | undefined, keyHash: string | null): boolean {
  const key = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (key === undefined || keyHash === null) return false;
  const given = Buffer.from(hashChannelKey(key), 'hex');
  const expected = Buffer.from(keyHash, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

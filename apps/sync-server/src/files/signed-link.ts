import { createHmac, timingSafeEqual } from 'node:crypto';

export interface FileLink {
  tenant: string;
  /** The file's key in the store. */
  key: string;
  /** File name of the download. */
  name: string;
}

/** HMAC key of the signature. */
export type LinkKey = string | Uint8Array;

export type LinkCheck = { valid: true } | { valid: false; reason: 'expired' | 'signature' };

/** Returns path and query of a link that is valid until `expiresAt` (Unix time in milliseconds). */
export function signFileLink(secret: LinkKey, link: FileLink, expiresAt: number): string {
  const expires = Math.floor(expiresAt / 1000);
  const query = new URLSearchParams({
    name: link.name,
    expires: String(expires),
    signature: signature(secret, link, expires),
  });
  return `/files/${link.tenant}/${link.key}?${query.toString()}`;
}

/** Checks a link's signature in constant time, then its expiry against `now` (Unix time in milliseconds). */
export function checkFileLink(
  secret: LinkKey,
  link: FileLink & { expires: number; signature: string },
  now: number,
): LinkCheck {
  const expected = Buffer.from(signature(secret, link, link.expires));
  const given = Buffer.from(link.signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { valid: false, reason: 'signature' };
  }
  return link.expires * 1000 > now ? { valid: true } : { valid: false, reason: 'expired' };
}

/** The signed text begins with its purpose, so that a signature made for another purpose opens no file. */
function signature(secret: LinkKey, link: FileLink, expires: number): string {
  const signed = JSON.stringify(['file-link', link.tenant, link.key, link.name, expires]);
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

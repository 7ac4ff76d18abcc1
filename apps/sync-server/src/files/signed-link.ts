import { createHmac, timingSafeEqual } from 'node:crypto';

export interface FileLink {
  tenant: string;
  /** The file's key in the store. */
  key: string;
  /** Name that a download gets. */
  name: string;
}

/** Key of the signature. */
export type LinkKey = string | Uint8Array;

export type LinkCheck = { valid: true } | { valid: false; reason: 'expired' | 'signature' };

/** Builds the path and query of a link that opens one file until `expiresAt` (milliseconds). */
export function signFileLink(secret: LinkKey, link: FileLink, expiresAt: number): string {
  const expires = Math.floor(expiresAt / 1000);
  const query = new URLSearchParams({
    name: link.name,
    expires: String(expires),
    signature: signature(secret, link, expires),
  });
  return `/files/${link.tenant}/${link.key}?${query.toString()}`;
}

/** Checks a link's signature in constant time, then its expiry against `now` (milliseconds). */
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

/** The purpose is part of what is signed, so that a signature made for something else opens no file. */
function signature(secret: LinkKey, link: FileLink, expires: number): string {
  const signed = JSON.stringify(['file-link', link.tenant, link.key, link.name, expires]);
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

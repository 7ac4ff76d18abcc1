import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A signature whose timestamp differs by more than this is refused. This bounds how long a recorded request can be
 * replayed.
 */
const toleranceSeconds = 300;

/** The value of `X-Holdfast-Signature`: `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`. */
export function signPayload(secret: string, body: Uint8Array, now: number): string {
  const seconds = Math.floor(now / 1000);
  return `t=${seconds},v1=${digest(secret, body, seconds).toString('hex')}`;
}

/** Checks a signature header against the raw body, in constant time. */
export function isSignedPayload(secret: string, body: Uint8Array, header: string, now: number): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (match === null) return false;
  const seconds = Number(match[1]);
  if (Math.abs(now / 1000 - seconds) > toleranceSeconds) return false;
  return timingSafeEqual(digest(secret, body, seconds), Buffer.from(match[2] ?? '', 'hex'));
}

function digest(secret: string, body: Uint8Array, seconds: number): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}

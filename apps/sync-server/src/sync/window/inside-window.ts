import type { WindowStart } from '@holdfast/schema/protocol/held-conversation';

/**
 * Returns whether a row lies inside the replica's window. `message` is null for rows that belong to no message: they
 * are always inside. `windowFrom` is null if the window begins at the first message: then every message is inside.
 */
export function isInsideWindow(
  message: { readonly createdAtMicros: number; readonly id: number } | null,
  windowFrom: WindowStart | null,
): boolean {
  if (message === null || windowFrom === null) return true;
  const from = microsOf(windowFrom.createdAt);
  return message.createdAtMicros > from || (message.createdAtMicros === from && message.id >= windowFrom.id);
}

/** Microseconds since 1970, from a time as Postgres writes it in JSON. A JavaScript `Date` has only milliseconds. */
export function microsOf(instant: string): number {
  const fraction = /\.(\d{1,6})/.exec(instant)?.[1] ?? '';
  const wholeSeconds = Date.parse(instant.replace(/\.\d+/, ''));
  return wholeSeconds * 1000 + Number(fraction.padEnd(6, '0'));
}

import type { WindowStart } from '@holdfast/schema/protocol/held-conversation';

/** Whether a row belongs to a message that a replica holds. A row of no message always does, and so does every message of a conversation held from its first one. */
export function isInsideWindow(
  message: { readonly createdAtMicros: number; readonly id: number } | null,
  windowFrom: WindowStart | null,
): boolean {
  if (message === null || windowFrom === null) return true;
  const from = microsOf(windowFrom.createdAt);
  return message.createdAtMicros > from || (message.createdAtMicros === from && message.id >= windowFrom.id);
}

/** Microseconds since 1970 of a time as Postgres writes it in JSON. JavaScript's dates end at milliseconds. */
export function microsOf(instant: string): number {
  const fraction = /\.(\d{1,6})/.exec(instant)?.[1] ?? '';
  const wholeSeconds = Date.parse(instant.replace(/\.\d+/, ''));
  return wholeSeconds * 1000 + Number(fraction.padEnd(6, '0'));
}

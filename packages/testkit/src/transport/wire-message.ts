import { frameText } from '@holdfast/schema/transport/message-frame';

/** Which way a message goes: `up` to the server, `down` to the replica. */
export type Direction = 'up' | 'down';

/** What a message is in the protocol, as far as a network may treat it in its own way. */
export type WireMessageKind = 'delta' | 'acknowledge' | 'push' | 'other';

/** A whole WebSocket message on its way. */
export interface WireMessage {
  readonly direction: Direction;
  readonly kind: WireMessageKind;
  /** As it travels. */
  readonly frame: string | Uint8Array;
}

/**
 * Looks at both ends of a message only: what lies between may be long.
 * @param direction which way it goes
 * @param frame all of it
 */
export function wireMessageOf(direction: Direction, frame: string | Uint8Array): WireMessage {
  const text = frameText(frame);
  return { direction, frame, kind: kindOf(direction, text.slice(0, 400) + text.slice(-400)) };
}

function kindOf(direction: Direction, ends: string): WireMessageKind {
  if (direction === 'down') return ends.includes('"type":"delta"') ? 'delta' : 'other';
  if (ends.includes('"sync.acknowledge"')) return 'acknowledge';
  return ends.includes('"sync.push"') ? 'push' : 'other';
}

import { frameText } from '@holdfast/schema/transport/message-frame';

/** Direction of a message: `up` to the server, `down` to the replica. */
export type Direction = 'up' | 'down';

/** Kinds of protocol messages that can have different faults. */
export type WireMessageKind = 'delta' | 'acknowledge' | 'push' | 'other';

/** A whole WebSocket message. */
export interface WireMessage {
  readonly direction: Direction;
  readonly kind: WireMessageKind;
  /** The payload as sent. */
  readonly frame: string | Uint8Array;
}

/**
 * Determines the kind of a message from its beginning and its end only, because it can be long.
 * @param frame the whole payload
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

import { z } from 'zod';
import type { Delta } from '../protocol/delta.ts';

/**
 * Messages travel as JSON in text frames. One with rows of binary COPY is a binary frame: the length of its JSON in bytes,
 * as four bytes with the least significant first, then the JSON, in which each of these rows' `bytes` is their length, then the
 * rows themselves in the same order.
 */
const lengthBytes = 4;

/**
 * A message as a frame (rule D4).
 * @param message anything that JSON can write, or an answer of tRPC whose data is a delta
 * @returns what to send: a text, or bytes where rows of binary COPY are in it
 */
export function encodeMessage(message: unknown): string | Uint8Array<ArrayBuffer> {
  if (!isDeltaMessage(message)) return JSON.stringify(message);
  const { copies } = message.result.data;
  const rows = copies.flatMap((copy) => ('bytes' in copy ? [copy.bytes] : []));
  if (rows.length === 0) return JSON.stringify(message);
  const measured = copies.map((copy) => ('bytes' in copy ? { ...copy, bytes: copy.bytes.length } : copy));
  const { result } = message;
  const data = { ...result.data, copies: measured };
  const json = new TextEncoder().encode(JSON.stringify({ ...message, result: { ...result, data } }));
  const frame = new Uint8Array(rows.reduce((sum, { length }) => sum + length, lengthBytes + json.length));
  new DataView(frame.buffer).setUint32(0, json.length, true);
  frame.set(json, lengthBytes);
  let position = lengthBytes + json.length;
  for (const bytes of rows) {
    frame.set(bytes, position);
    position += bytes.length;
  }
  return frame;
}

const measuredSchema = z.looseObject({
  result: z.looseObject({
    data: z.looseObject({
      copies: z.array(z.looseObject({ bytes: z.number().int().nonnegative().optional() })),
    }),
  }),
});

/**
 * The message of a frame; rows of binary COPY lie in the frame's own memory.
 * @param frame a text, or the bytes that {@link encodeMessage} made
 * @returns the message, to be parsed by its own schema
 * @throws SyntaxError for what is no JSON; RangeError or ZodError for bytes that are no frame
 */
export function decodeMessage(frame: string | ArrayBuffer | Uint8Array): unknown {
  if (typeof frame === 'string') return JSON.parse(frame);
  const bytes = frame instanceof Uint8Array ? frame : new Uint8Array(frame);
  const json = jsonOf(bytes);
  const message = measuredSchema.parse(JSON.parse(new TextDecoder().decode(json)));
  const { copies } = message.result.data;
  let position = lengthBytes + json.length;
  for (const copy of copies) {
    if (copy.bytes === undefined) continue;
    const rows = bytes.subarray(position, position + copy.bytes);
    if (rows.length < copy.bytes) throw new RangeError('a frame ends before its rows');
    Object.assign(copy, { bytes: rows });
    position += rows.length;
  }
  return message;
}

/**
 * All of a frame that is JSON.
 * @param frame a text, or the bytes that {@link encodeMessage} made
 * @throws RangeError for bytes that are no frame
 */
export function frameText(frame: string | Uint8Array): string {
  return typeof frame === 'string' ? frame : new TextDecoder().decode(jsonOf(frame));
}

function jsonOf(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const length = view.getUint32(0, true);
  if (length > frame.length - lengthBytes) throw new RangeError('a frame ends before its JSON');
  return frame.subarray(lengthBytes, lengthBytes + length);
}

interface DeltaMessage {
  readonly result: { readonly data: Delta };
}

/** A server asks this of everything that it says, which it has typed: what tells a delta apart is enough. */
function isDeltaMessage(message: unknown): message is DeltaMessage {
  if (!isObject(message) || !('result' in message) || !isObject(message.result)) return false;
  const { result } = message;
  return 'data' in result && isObject(result.data) && 'type' in result.data && result.data.type === 'delta';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

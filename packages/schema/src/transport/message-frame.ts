import { z } from 'zod';
import type { Delta } from '../protocol/delta.ts';

/**
 * A message is JSON in a text frame. A message with rows of binary COPY is a binary frame: the length of its JSON in
 * bytes (4 bytes, little-endian); the JSON, in which each `bytes` is a length; then the rows in the same order.
 */
const lengthBytes = 4;

/**
 * Encodes a message as a frame (rule D4).
 * @param message any JSON value, or a tRPC response whose data is a delta
 * @returns the frame to send: text, or bytes if the delta has rows of binary COPY
 * @throws TypeError if the message cannot be written as JSON
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
 * Decodes a frame. Rows of binary COPY are views into the frame's memory.
 * @param frame a text, or the bytes that {@link encodeMessage} returned
 * @returns the message, to be parsed by its own schema
 * @throws SyntaxError if the JSON is invalid; RangeError if the frame is truncated; ZodError if the JSON of a binary
 *   frame has no `copies`
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
 * Returns the JSON text of a frame.
 * @param frame a text, or the bytes that {@link encodeMessage} returned
 * @returns the JSON; in a binary frame each `bytes` is a length
 * @throws RangeError if the frame is truncated
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

/** The server encodes only messages that it has typed, so the discriminator is enough to recognize a delta. */
function isDeltaMessage(message: unknown): message is DeltaMessage {
  if (!isObject(message) || !('result' in message) || !isObject(message.result)) return false;
  const { result } = message;
  return 'data' in result && isObject(result.data) && 'type' in result.data && result.data.type === 'delta';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

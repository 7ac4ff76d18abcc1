import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Delta } from '../protocol/delta.ts';
import { downSchema } from '../protocol/down.ts';
import { emptyChanges } from '../protocol/empty-delta.ts';
import { decodeMessage, encodeMessage, frameText } from './message-frame.ts';

const cursor = { epoch: 'one', snapshot: '10:10:' };

function answer(copies: Delta['copies']) {
  const delta: Delta = { type: 'delta', batchId: 1, from: null, to: cursor, ...emptyChanges, copies };
  return { id: 1, result: { type: 'data', data: delta } };
}

function bytesOf(frame: string | Uint8Array): Uint8Array {
  if (typeof frame === 'string') throw new Error('a text');
  return frame;
}

test('D4 rows of binary COPY are unchanged after encoding and decoding, also next to rows as text', () => {
  const copy = fc.oneof(
    fc.record({ table: fc.constant('messages' as const), bytes: fc.uint8Array({ maxLength: 300 }) }),
    fc.record({ table: fc.constant('customers' as const), text: fc.string({ unit: 'binary' }) }),
  );
  fc.assert(
    fc.property(fc.array(copy, { maxLength: 6 }), (copies) => {
      const message = answer(copies);
      const frame = encodeMessage(message);
      expect(typeof frame).toBe(copies.some((one) => 'bytes' in one) ? 'object' : 'string');
      // As received from a socket: an ArrayBuffer, or a view into a larger one.
      const forms =
        typeof frame === 'string' ? [frame] : [frame.buffer, Uint8Array.of(1, 2, 3, ...frame).subarray(3)];
      for (const form of forms) expect(decodeMessage(form)).toEqual(message);
    }),
  );
});

test('Versions: every other message is the JSON text that earlier versions expect', () => {
  const messages = [
    { id: 2, result: { type: 'data', data: { type: 'drain', reconnectAfterMs: 5 } } },
    { id: 3, result: { type: 'started' } },
    { id: 4, error: { code: -32_000 } },
    answer([{ table: 'messages', text: '1\ta\n' }]),
    null,
    'PONG',
  ];
  for (const message of messages) {
    expect(encodeMessage(message)).toBe(JSON.stringify(message));
    expect(decodeMessage(JSON.stringify(message))).toEqual(message);
  }
});

test('D4 a frame that is cut anywhere is an error, never a delta with fewer rows', () => {
  const whole = bytesOf(encodeMessage(answer([{ table: 'messages', bytes: Uint8Array.of(1, 2, 3) }])));
  for (let length = 0; length < whole.length; length += 1)
    expect(() => decodeMessage(whole.slice(0, length)), `cut at ${length}`).toThrow(RangeError);
  expect(frameText(whole)).toContain('"bytes":3');
});

test('D4 what comes out of a frame is parsed like any message', () => {
  const message = answer([{ table: 'messages', bytes: Uint8Array.of(1, 2, 3) }]);
  expect(downSchema.parse(message.result.data)).toEqual(message.result.data);
  const measured: unknown = JSON.parse(frameText(encodeMessage(message)));
  expect(downSchema.safeParse((measured as typeof message).result.data).success).toBe(false);
});

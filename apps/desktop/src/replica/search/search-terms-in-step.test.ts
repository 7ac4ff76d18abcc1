import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { fillAllWords, staleSearchTerms } from '@holdfast/testkit/replica/search-fixture';
import { sendMessageAction } from '@holdfast/testkit/replica/test-actions';
import {
  agent,
  conversationRow,
  cursor,
  customerRow,
  delta,
  firstDelta,
  held,
  messageRow,
} from '@holdfast/testkit/replica/test-rows';
import type { TestDelta } from '@holdfast/testkit/replica/test-rows';
import { indexMessages, readUnindexed } from './index-messages.ts';

const conversationIds = [1, 2, 3];

let replica: LocalReplica;
let position: number;

beforeEach(async () => {
  replica = await LocalReplica.open();
  await replica.apply(firstDelta(conversationIds));
  position = 1;
});
afterEach(() => replica[Symbol.asyncDispose]());

const conversation = fc.constantFrom(...conversationIds);
const place = fc.integer({ min: 0, max: 4 });
const content = fc.oneof(fc.constant(null), fc.string({ unit: 'grapheme', maxLength: 12 }), fc.lorem());

const step = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), id: conversation, place, content }),
  fc.record({ kind: fc.constant('remove' as const), id: conversation, place }),
  fc.record({ kind: fc.constantFrom('leave' as const, 'enter' as const), id: conversation }),
  fc.record({ kind: fc.constant('trim' as const), id: conversation, place }),
  fc.record({ kind: fc.constant('send' as const), id: conversation, content: fc.lorem() }),
  fc.record({ kind: fc.constant('settle' as const), isRefused: fc.boolean() }),
  fc.record({ kind: fc.constant('fill' as const), size: fc.integer({ min: 1, max: 1000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

it('D4 after any deltas and actions, a complete search index has exactly the terms of the held messages', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      for (const one of steps) await perform(one);
      await fillAllWords(replica.database, 300);
      expect(await staleSearchTerms(replica.database)).toEqual([]);
      expect(await replica.count('words_waiting')).toBe(0);
      expect(await replica.count('message_words')).toBe(await replica.count('messages'));
    }),
    { numRuns: 15 },
  );
});

async function perform(one: Step): Promise<void> {
  if (one.kind === 'settle') return await settle(one.isRefused);
  if (one.kind === 'fill') {
    const [next] = await readUnindexed(replica.database, 1);
    if (next !== undefined) await indexMessages(replica.database, [next.conversationId], one.size);
    return;
  }
  const { id } = one;
  const isHeld = (await replica.count(`held_conversations where conversation_id = ${id}`)) > 0;
  if (one.kind === 'enter' && !isHeld) return await enter(id);
  if (!isHeld) return;
  if (one.kind === 'send') await replica.act(sendMessageAction(id, one.content));
  if (one.kind === 'leave') await apply({ left: [id] });
  if (one.kind === 'write')
    await apply({ rows: { messages: [messageAt(id, one.place, { content: one.content })] } });
  if (one.kind === 'remove')
    await apply({ removals: [{ table: 'messages', rowId: id * 100 + one.place, conversationId: id }] });
  if (one.kind === 'trim') {
    const windowFrom = { createdAt: createdAt(one.place), id: id * 100 + one.place };
    await apply({ entered: [{ ...held(id), windowFrom }] });
  }
}

async function enter(id: number): Promise<void> {
  const messages = [0, 1, 2].map((index) => messageAt(id, index, { content: `back again ${index}` }));
  await apply({
    rows: { customers: [customerRow(100 + id, 'Back')], conversations: [conversationRow(id)] },
    copies: { messages },
    entered: [held(id)],
  });
}

/** Settles the oldest queued message: refused, or applied with the server's version of its row. */
async function settle(isRefused: boolean): Promise<void> {
  const [first] = await replica.database.rows<{ id: number; uuid: string; messageId: number; about: number }>(
    `select mutation_id as id, uuid, (args->>'messageId')::bigint as "messageId", conversation_id as about
     from outbox where state = 'queued' order by 1 limit 1`,
  );
  if (first === undefined) return;
  const isHeld = (await replica.count(`held_conversations where conversation_id = ${first.about}`)) > 0;
  const row = messageRow(first.messageId, first.about, {
    content: 'as the server has it',
    user_id: agent.id,
  });
  await apply({
    rows: isRefused || !isHeld ? {} : { messages: [row] },
    results: [
      {
        mutationId: first.id,
        uuid: first.uuid,
        name: 'sendMessage',
        outcome: isRefused ? 'refused' : 'applied',
        code: isRefused ? 'HF_NOT_ASSIGNED' : null,
        details: {},
      },
    ],
  });
}

async function apply(parts: Omit<TestDelta, 'from' | 'to'>): Promise<void> {
  await replica.apply(delta({ ...parts, from: cursor(position), to: cursor(position + 1) }));
  position += 1;
}

function messageAt(conversationId: number, index: number, fields: Readonly<Record<string, unknown>>) {
  return messageRow(conversationId * 100 + index, conversationId, {
    created_at: createdAt(index),
    ...fields,
  });
}

function createdAt(index: number): string {
  return `2026-11-21T10:00:0${index}.000000+00:00`;
}

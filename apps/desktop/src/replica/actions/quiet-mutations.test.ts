import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Action } from './run-mutations.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { addTagAction } from '@holdfast/testkit/replica/test-actions';
import { agent, firstDelta } from '@holdfast/testkit/replica/test-rows';
import { RemotePresence } from '../presence/remote-presence.ts';
import { conversationHeader } from '../queries/conversation-header.ts';
import { inboxCounts } from '../queries/inbox-counts.ts';
import { outboxList } from '../queries/outbox-list.ts';

let replica: LocalReplica;

beforeEach(async () => {
  replica = await LocalReplica.open();
});
afterEach(async () => {
  await replica[Symbol.asyncDispose]();
});

const markRead: Action<'markRead'> = {
  name: 'markRead',
  newIds: 0,
  args: () => ({ conversationId: 1, readUntil: '2026-11-20T10:00:00.123456Z' }),
};

test('a read marker set offline is queued, but neither counted nor listed', async () => {
  await replica.apply(firstDelta([1]));
  await replica.act(markRead);
  expect(replica.journal.state.pending.map(({ name }) => name)).toEqual(['markRead']);
  const context = {
    database: replica.database,
    userId: agent.id,
    drafts: new Map(),
    presence: new RemotePresence(),
  };
  expect((await outboxList(context, undefined)).result).toEqual({
    items: [],
    queuedCount: 0,
    refusedCount: 0,
  });
  expect((await inboxCounts(context, undefined)).result.outbox).toEqual({ queued: 0, refused: 0 });
  expect((await conversationHeader(context, { id: 1 })).result?.queuedCount).toBe(0);
});

test('agent actions are counted and listed, quiet mutations are not', async () => {
  await replica.apply(firstDelta([1]));
  await replica.act(markRead);
  await replica.act(addTagAction(1, 5));
  const context = {
    database: replica.database,
    userId: agent.id,
    drafts: new Map(),
    presence: new RemotePresence(),
  };
  const { items, queuedCount } = (await outboxList(context, undefined)).result;
  expect(items.map(({ name }) => name)).toEqual(['addTag']);
  expect(queuedCount).toBe(1);
  expect((await conversationHeader(context, { id: 1 })).result?.queuedCount).toBe(1);
});

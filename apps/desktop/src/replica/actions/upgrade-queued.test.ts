import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournaledMutation, JournalRecord } from '../journal/journal-records.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { addTagAction } from '@holdfast/testkit/replica/test-actions';
import { firstDelta } from '@holdfast/testkit/replica/test-rows';

let replica: LocalReplica;
beforeEach(async () => {
  replica = await LocalReplica.open();
  await replica.apply(firstDelta([1]));
});
afterEach(() => replica[Symbol.asyncDispose]());

function reply(id: number, version: number, content: string): JournaledMutation {
  const messageId = 2 ** 40 + id;
  return {
    id,
    uuid: `00000000-0000-4000-8000-00000000000${id}`,
    name: 'sendMessage',
    version,
    args: { messageId, conversationId: 1, content, cannedResponseId: null },
    composedAt: '2026-11-20T10:00:00.000Z',
  };
}

function queued(mutation: JournaledMutation): JournalRecord {
  return { type: 'mutation', mutation, takenIds: [] };
}

it('Versions: mutations that an older app queued or had refused are upgraded at the start, and their effect is visible', async () => {
  await replica.journal.append([
    queued(reply(1, 1, 'old and queued')),
    queued(reply(2, 1, 'old and refused')),
  ]);
  const refused = reply(2, 1, 'old and refused');
  await replica.journal.append([{ type: 'refused', mutation: refused, code: 'HF_NOT_ASSIGNED' }]);
  await replica.reopen();
  expect(
    await replica.database.rows(
      `select mutation_id as id, version, state, args->'basis' as basis, args->>'content' as content from outbox order by 1`,
    ),
  ).toEqual([
    { id: 1, version: 2, state: 'queued', basis: null, content: 'old and queued' },
    { id: 2, version: 2, state: 'refused', basis: null, content: 'old and refused' },
  ]);
  expect(await replica.count(`messages where content = 'old and queued'`)).toBe(1);
  expect(replica.journal.state.pending.map(({ version }) => version)).toEqual([1]);
});

it('Versions: mutations of a newer app stay queued in order, without a visible effect', async () => {
  await replica.journal.append([queued(reply(1, 99, 'from the future'))]);
  await replica.reopen();
  await replica.act(addTagAction(1, 5));
  const rows = await replica.database.rows(
    `select name, version, conversation_id as "conversationId", args->>'content' as content from outbox order by mutation_id`,
  );
  expect(rows).toEqual([
    { name: 'sendMessage', version: 99, conversationId: 1, content: 'from the future' },
    { name: 'addTag', version: 1, conversationId: 1, content: null },
  ]);
  expect(await replica.count(`messages where content = 'from the future'`)).toBe(0);
});

it('M6 the details of a refusal are kept when the database is rebuilt', async () => {
  const details = { reasons: ['newer-messages'], newerMessages: 2, newestMessageAt: null, assignedTo: 1 };
  await replica.journal.append([queued(reply(1, 2, 'held'))]);
  const mutation = reply(1, 2, 'held');
  await replica.journal.append([{ type: 'refused', mutation, code: 'HF_REPLY_STALE', details }]);
  await replica.reopen();
  expect(await replica.database.rows('select code, details from outbox')).toEqual([
    { code: 'HF_REPLY_STALE', details },
  ]);
});

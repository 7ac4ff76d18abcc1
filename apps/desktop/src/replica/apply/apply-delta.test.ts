import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyDeltas } from './apply-delta.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { addTagAction, sendMessageAction, testSetStatusAction } from '@holdfast/testkit/replica/test-actions';
import {
  agent,
  assignmentRow,
  colleague,
  conversationRow,
  cursor,
  customerRow,
  delta,
  firstDelta,
  held,
  messageRow,
  tagRow,
} from '@holdfast/testkit/replica/test-rows';
import { undoOptimistic } from './optimistic.ts';

let replica: LocalReplica;

function applied({ id, uuid, name }: { id: number; uuid: string; name: string }) {
  return { mutationId: id, uuid, name, outcome: 'applied' as const, code: null, details: {} };
}

beforeEach(async () => {
  replica = await LocalReplica.open();
});
afterEach(async () => {
  await replica[Symbol.asyncDispose]();
});

describe('applying a delta', () => {
  it('D5 a delta’s rows are written exactly, to the microsecond, and the cursor moves', async () => {
    await replica.apply(firstDelta([1, 2]));
    const [row] = await replica.database.rows<{ at: string; xid: string }>(
      `select created_at::text as at, row_xid::text as xid from messages where id = 1001`,
    );
    expect(row).toEqual({ at: '2026-11-20 10:00:00.123456+00', xid: '7' });
    expect(await replica.database.rows(`select cursor from replica_state`)).toEqual([{ cursor: cursor(1) }]);
  });

  it('D5 a delta that does not start at the replica’s cursor is rejected and changes nothing', async () => {
    await replica.apply(firstDelta([1]));
    const before = await replica.contents();
    const wrong = delta({ from: cursor(5), to: cursor(6), left: [1] });
    expect(await applyDeltas(replica.database, [wrong], agent.id)).toEqual({
      type: 'mismatch',
      cursor: cursor(1),
    });
    expect(await replica.contents()).toEqual(before);
  });

  it('M3 a result with a pending mutation’s id but another uuid settles neither it nor a later one', async () => {
    await replica.apply(firstDelta([1]));
    const { mutations } = await replica.act(sendMessageAction(1, 'one'), sendMessageAction(1, 'two'));
    const [one, two] = mutations;
    if (one === undefined || two === undefined) throw new Error('two mutations were made');
    const otherLife = applied({ ...two, uuid: '00000000-0000-4000-8000-00000000dead' });
    const outcome = await replica.apply(
      delta({ from: cursor(1), to: cursor(2), results: [applied(one), otherLife] }),
    );
    expect(outcome.settledThrough).toBe(one.id);
    expect(await replica.database.rows('select mutation_id as id from outbox')).toEqual([{ id: two.id }]);
  });

  it('D5 consecutive deltas are applied as one step: pending mutations are undone and rerun once', async () => {
    await replica.apply(firstDelta([1, 2]));
    const { mutations } = await replica.act(
      sendMessageAction(1, 'one'),
      sendMessageAction(1, 'two'),
      sendMessageAction(2, 'three'),
    );
    const [one, two] = mutations;
    if (one === undefined || two === undefined) throw new Error('nothing was queued');
    const outcome = await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        rows: { messages: [messageRow(3001, 1)] },
        results: [applied(one)],
      }),
      delta({
        from: cursor(2),
        to: cursor(3),
        rows: { messages: [messageRow(3002, 1)] },
        results: [applied(two)],
      }),
      delta({ from: cursor(3), to: cursor(4), left: [2] }),
    );
    expect(outcome.settledThrough).toBe(two.id);
    expect(await replica.database.rows(`select content from messages where id > 1001 order by id`)).toEqual([
      { content: 'message 3001' },
      { content: 'message 3002' },
    ]);
    expect(await replica.database.rows(`select cursor from replica_state`)).toEqual([{ cursor: cursor(4) }]);
    expect(await replica.database.rows(`select mutation_id from outbox`)).toHaveLength(1);
  });

  it('D5 if a delta does not start where the previous one ends, none of them is applied', async () => {
    await replica.apply(firstDelta([1, 2]));
    const before = await replica.contents();
    const deltas = [
      delta({ from: cursor(1), to: cursor(2), left: [1] }),
      delta({ from: cursor(3), to: cursor(4), left: [2] }),
    ];
    expect(await applyDeltas(replica.database, deltas, agent.id)).toEqual({
      type: 'mismatch',
      cursor: cursor(1),
    });
    expect(await replica.contents()).toEqual(before);
  });

  it('S4 when a conversation leaves, all its rows and its customer are removed', async () => {
    await replica.apply(firstDelta([1, 2]));
    await replica.act(sendMessageAction(1, 'still typing'), addTagAction(1, 5));
    await replica.apply(delta({ from: cursor(1), to: cursor(2), left: [1] }));
    for (const table of ['conversations', 'messages', 'held_conversations', 'customers']) {
      expect(await replica.count(table), table).toBe(1);
    }
    expect(await replica.count('conversation_tag')).toBe(0);
    expect(await replica.count('undo_journal')).toBe(0);
  });

  it('S4 the opening time of a conversation that leaves is deleted, also if it enters again with the same delta', async () => {
    await replica.apply(firstDelta([1, 2, 3]));
    const opened = [1, 2, 3].map((id) => `(${id}, now())`).join(', ');
    await replica.database.rows(
      `insert into conversation_access (conversation_id, opened_at) values ${opened}`,
    );
    await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        left: [1, 2],
        rows: { customers: [customerRow(102, 'Customer 2')], conversations: [conversationRow(2)] },
        entered: [held(2)],
      }),
    );
    const ids = await replica.database.rows(
      'select conversation_id as id from conversation_access order by id',
    );
    expect(ids).toEqual([{ id: 2 }, { id: 3 }]);
  });

  it('S1 a customer is removed with the last reference to it, also if a conversation only changes its customer', async () => {
    await replica.apply(firstDelta([1, 2, 3]));
    const toAnother = (id: number, customerId: number) => conversationRow(id, { customer_id: customerId });
    const customers = async () =>
      (await replica.database.rows<{ id: number }>(`select id from customers order by id`)).map(
        ({ id }) => id,
      );
    await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        rows: { conversations: [toAnother(1, 102), toAnother(3, 103)] },
      }),
    );
    expect(await customers()).toEqual([102, 103]);
    await replica.apply(
      delta({ from: cursor(2), to: cursor(3), rows: { conversations: [toAnother(2, 103)] } }),
    );
    expect(await customers()).toEqual([102, 103]);
    await replica.apply(delta({ from: cursor(3), to: cursor(4), left: [1, 3] }));
    expect(await customers()).toEqual([103]);
  });

  it('E4 a delta without a start cursor replaces all rows', async () => {
    await replica.apply(firstDelta([1, 2, 3]));
    await replica.database.rows(`update replica_state set cursor = null`);
    await replica.apply(firstDelta([2]));
    expect(await replica.database.rows(`select id from conversations`)).toEqual([{ id: 2 }]);
    expect(await replica.count('held_conversations')).toBe(1);
  });

  it('E3 the JSON value null is kept, also when an optimistic effect is undone', async () => {
    await replica.apply(firstDelta([1]));
    const withNull = { ...conversationRow(1), metadata: null };
    await replica.apply(delta({ from: cursor(1), to: cursor(2), rows: { conversations: [withNull] } }));
    const before = await replica.contents();
    await replica.act(testSetStatusAction(1, 'pending'));
    await replica.database.drizzle.transaction(undoOptimistic);
    expect(await replica.contents()).toEqual(before);
    expect(await replica.database.rows(`select metadata::text as text from conversations`)).toEqual([
      { text: 'null' },
    ]);
  });

  it('E3 rows can swap the values of a unique column within one delta', async () => {
    await replica.apply(firstDelta([1]));
    await replica.apply(
      delta({ from: cursor(1), to: cursor(2), rows: { conversation_tags: [tagRow(6, 'vip')] } }),
    );
    await replica.apply(
      delta({
        from: cursor(2),
        to: cursor(3),
        rows: { conversation_tags: [tagRow(5, 'vip'), tagRow(6, 'urgent')] },
      }),
    );
    expect(await replica.database.rows(`select id, name from conversation_tags order by id`)).toEqual([
      { id: 5, name: 'vip' },
      { id: 6, name: 'urgent' },
    ]);
  });
});

describe('optimistic effects', () => {
  it('M4 undoing them restores exactly the server’s rows', async () => {
    await replica.apply(firstDelta([1, 2]));
    const before = await replica.contents();
    await replica.act(
      sendMessageAction(1, 'Hello'),
      addTagAction(1, 5),
      testSetStatusAction(2, 'resolved'),
      sendMessageAction(1, 'again'),
    );
    expect(await replica.contents()).not.toEqual(before);
    await replica.database.drizzle.transaction(undoOptimistic);
    expect(await replica.contents()).toEqual(before);
  });

  it('M4 they are applied again over new server rows', async () => {
    await replica.apply(firstDelta([1]));
    await replica.act(testSetStatusAction(1, 'resolved'));
    await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        rows: { conversations: [conversationRow(1, { priority: 'high', unread_count: 4 })] },
      }),
    );
    expect(await replica.database.rows(`select status, priority, unread_count from conversations`)).toEqual([
      { status: 'resolved', priority: 'high', unread_count: 4 },
    ]);
    expect(await replica.database.rows(`select old_row->>'priority' as priority from undo_journal`)).toEqual([
      { priority: 'high' },
    ]);
  });

  it('M4 they are not undone by a delta about other rows', async () => {
    await replica.apply(firstDelta([1, 2]));
    await replica.act(sendMessageAction(1, 'Hello'));
    const [before] = await replica.database.rows<{ xmin: string }>(
      `select xmin::text from messages where conversation_id = 1 and direction = 'outbound'`,
    );
    await replica.apply(delta({ from: cursor(1), to: cursor(2), rows: { messages: [messageRow(2000, 2)] } }));
    expect(
      await replica.database.rows(
        `select xmin::text from messages where conversation_id = 1 and direction = 'outbound'`,
      ),
    ).toEqual([before]);
  });

  it('M3 the effect of an applied mutation is replaced by the server’s row in the same commit', async () => {
    await replica.apply(firstDelta([1]));
    const { mutations, rowIds } = await replica.act(sendMessageAction(1, 'Hello'));
    const outcome = await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        rows: {
          messages: [
            messageRow(rowIds[0] ?? 0, 1, { direction: 'outbound', status: 'sent', content: 'Hello' }),
          ],
        },
        results: mutations.map(({ id, uuid, name }) => ({
          mutationId: id,
          uuid,
          name,
          outcome: 'applied',
          code: null,
          details: {},
        })),
      }),
    );
    expect(outcome.settledThrough).toBe(1);
    expect(await replica.count('outbox')).toBe(0);
    expect(await replica.count('undo_journal')).toBe(0);
    expect(await replica.database.rows(`select status from messages where direction = 'outbound'`)).toEqual([
      { status: 'sent' },
    ]);
  });

  it('M3 a refused mutation loses its effect and stays in the outbox; later mutations are rerun', async () => {
    await replica.apply(firstDelta([1]));
    const { mutations } = await replica.act(
      testSetStatusAction(1, 'resolved'),
      sendMessageAction(1, 'Hello'),
      addTagAction(1, 5),
    );
    const [first] = mutations;
    await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        results: [
          {
            mutationId: 1,
            uuid: first?.uuid ?? '',
            name: 'setStatus',
            outcome: 'refused',
            code: 'HF_FORBIDDEN',
            details: {},
          },
        ],
      }),
    );
    expect(await replica.database.rows(`select mutation_id, state, code from outbox order by 1`)).toEqual([
      { mutation_id: 1, state: 'refused', code: 'HF_FORBIDDEN' },
      { mutation_id: 2, state: 'queued', code: null },
      { mutation_id: 3, state: 'queued', code: null },
    ]);
    expect(await replica.count('conversation_tag')).toBe(1);
    expect(await replica.count(`messages where direction = 'outbound'`)).toBe(1);
  });

  it('M2 a result with another uuid settles nothing', async () => {
    await replica.apply(firstDelta([1]));
    await replica.act(sendMessageAction(1, 'Hello'));
    await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        results: [
          {
            mutationId: 1,
            uuid: '00000000-0000-4000-8000-000000000000',
            name: 'sendMessage',
            outcome: 'applied',
            code: null,
            details: {},
          },
        ],
      }),
    );
    expect(await replica.count('outbox')).toBe(1);
  });
});

describe('agent actions', () => {
  it('M1 a mutation survives a kill between journal and commit: opening the replica runs it', async () => {
    await replica.apply(firstDelta([1]));
    await replica.journal.append([
      {
        type: 'mutation',
        takenIds: [2 ** 40],
        mutation: {
          id: 1,
          uuid: '00000000-0000-4000-8000-000000000001',
          name: 'sendMessage',
          version: 1,
          args: {
            messageId: 2 ** 40,
            conversationId: 1,
            content: 'from the journal',
            cannedResponseId: null,
          },
          composedAt: '2026-11-21T10:00:00.000Z',
        },
      },
    ]);
    await replica.reopen();
    expect(await replica.count('outbox')).toBe(1);
    expect(await replica.database.rows(`select content from messages where id = ${2 ** 40}`)).toEqual([
      { content: 'from the journal' },
    ]);
  });

  it('M3 a settled mutation is not queued again after a kill between commit and journal', async () => {
    await replica.apply(firstDelta([1]));
    const { mutations } = await replica.act(sendMessageAction(1, 'one'), sendMessageAction(1, 'two'));
    await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        results: mutations.map(({ id, uuid, name }) => ({
          mutationId: id,
          uuid,
          name,
          outcome: id === 1 ? 'applied' : 'refused',
          code: id === 1 ? null : 'HF_FORBIDDEN',
          details: {},
        })),
      }),
    );
    expect(replica.journal.state.pending.length).toBe(2);
    await replica.reopen();
    expect(replica.journal.state.pending).toEqual([]);
    expect(replica.journal.state.refused.map(({ mutation }) => mutation.id)).toEqual([2]);
    expect(await replica.database.rows(`select mutation_id, state from outbox`)).toEqual([
      { mutation_id: 2, state: 'refused' },
    ]);
  });

  it('M3 a mutation that its mutator refuses locally is not queued', async () => {
    await replica.apply(firstDelta([1]));
    const before = await replica.contents();
    await expect(
      replica.act(addTagAction(1, 5), sendMessageAction(77, 'to no customer')),
    ).rejects.toMatchObject({
      code: 'HF_CONVERSATION_UNKNOWN',
    });
    expect(await replica.contents()).toEqual(before);
    expect(replica.journal.state.pending).toEqual([]);
    expect(await replica.count('undo_journal')).toBe(0);
  });

  it('M1 a mutation that the journal cannot store has no visible effect', async () => {
    await replica.apply(firstDelta([1]));
    const before = await replica.contents();
    await replica.journal.close();
    await expect(replica.act(sendMessageAction(1, 'Hello'))).rejects.toMatchObject({
      code: 'HF_JOURNAL_FAILED',
    });
    expect(await replica.contents()).toEqual(before);
    expect(await replica.count('outbox')).toBe(0);
  });
});

describe('arrivals', () => {
  it('conversations assigned to the agent are reported, except those of the first sync and of own claims', async () => {
    expect((await replica.apply(firstDelta([1]))).arrivals).toEqual([]);
    const { arrivals } = await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        rows: {
          customers: [customerRow(102, 'Cleo'), customerRow(103, 'Dan')],
          conversations: [conversationRow(2), conversationRow(3)],
          conversation_assignments: [assignmentRow(1, 2, null), assignmentRow(2, 3, agent.id)],
        },
        entered: [held(1), held(2), held(3)],
      }),
    );
    expect(arrivals).toEqual([{ conversationId: 2, customerName: 'Cleo', preview: 'Hello?' }]);
  });

  it('S4 a colleague’s conversation in the queue scope is not reported as an arrival', async () => {
    await replica.apply(firstDelta([1]));
    const { arrivals } = await replica.apply(
      delta({
        from: cursor(1),
        to: cursor(2),
        rows: {
          customers: [customerRow(102, 'Cleo')],
          conversations: [conversationRow(2, { assigned_to: colleague.id })],
        },
        entered: [held(2, 'queue')],
      }),
    );
    expect(arrivals).toEqual([]);
  });
});

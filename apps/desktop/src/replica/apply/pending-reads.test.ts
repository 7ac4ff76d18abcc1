import { afterEach, beforeEach, expect, it } from 'vitest';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { addTagAction } from '@holdfast/testkit/replica/test-actions';
import {
  cannedResponseRow,
  colleague,
  conversationRow,
  cursor,
  delta,
  firstDelta,
  taggingRow,
} from '@holdfast/testkit/replica/test-rows';
import type { TestDelta } from '@holdfast/testkit/replica/test-rows';

// Cases found by the rebase model: mutations that were not rerun although rows that they had read had changed.

let replica: LocalReplica;
let position: number;
beforeEach(async () => {
  replica = await LocalReplica.open();
  position = 1;
  await replica.apply(firstDelta([1]));
});
afterEach(() => replica[Symbol.asyncDispose]());

async function receive(change: Omit<TestDelta, 'from' | 'to'>): Promise<void> {
  await replica.apply(delta({ ...change, from: cursor(position), to: cursor(position + 1) }));
  position += 1;
}

const claim = {
  name: 'claim' as const,
  newIds: 1,
  args: ([assignmentId = 0]: readonly number[]) => ({ conversationId: 1, assignmentId }),
};
const assigned = (userId: number | null) => ({
  rows: { conversations: [conversationRow(1, { assigned_to: userId })] },
});

it('M4 a pending added tag disappears when the tag itself is deleted (seed 1968471085)', async () => {
  await replica.act(addTagAction(1, 5));
  await receive({ removals: [{ table: 'conversation_tags', rowId: 5, conversationId: null }] });
  expect(await replica.count('conversation_tag')).toBe(0);
});

it('M4 a pending removed tag stays removed when a colleague adds it', async () => {
  const args = () => ({ conversationId: 1, tagId: 5 });
  await replica.act({ name: 'removeTag', newIds: 0, args });
  await receive({ rows: { conversation_tag: [taggingRow(1, 5)] } });
  expect(await replica.count('conversation_tag')).toBe(0);
});

it('M4 adding a tag that is already there takes effect when a colleague removes it', async () => {
  await receive({ rows: { conversation_tag: [taggingRow(1, 5)] } });
  await replica.act(addTagAction(1, 5));
  await receive({ removals: [{ table: 'conversation_tag', rowId: 5, conversationId: 1 }] });
  expect(await replica.count('conversation_tag')).toBe(1);
});

it('M4 a pending claim without effect takes effect when the conversation becomes unassigned', async () => {
  await receive(assigned(null));
  await replica.act(claim);
  await receive(assigned(colleague.id));
  expect(await replica.count(`conversations where assigned_to = ${colleague.id}`)).toBe(1);
  await receive(assigned(null));
  expect(await replica.count('conversations where assigned_to = 1')).toBe(1);
});

it('M4 pending mutations are rerun over reference data that is sent whole', async () => {
  await receive({ rows: { canned_responses: [cannedResponseRow(8, 1)] } });
  await replica.act({ name: 'useCannedResponse', newIds: 0, args: () => ({ cannedResponseId: 8 }) });
  const rows = { canned_responses: [cannedResponseRow(8, 40)] };
  await receive({ replaced: ['canned_responses'], copies: rows });
  expect(await replica.count('canned_responses where usage_count = 41')).toBe(1);
});

import { and, eq, sql } from 'drizzle-orm';
import { isMutatorName, mutators } from '@holdfast/schema/mutators/registry';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta, MutationResult } from '@holdfast/schema/protocol/delta';
import { outbox } from '@holdfast/schema/replica/outbox';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import type { CopyIn, ReplicaDatabase, ReplicaTransaction } from '../database/replica-database.ts';
import { trimWindows } from '../history/trim-windows.ts';
import { deleteConversationAccess } from '../history/delete-conversation-access.ts';
import { markUnindexed } from '../search/mark-unindexed.ts';
import { conversationKey, tableKey } from '../live/change-set.ts';
import type { ChangeKey, ChangeSet } from '../live/change-set.ts';
import { arrivingConversations, describeArrivals } from './arrivals.ts';
import type { ConversationArrival } from './arrivals.ts';
import { possiblyUnreferencedCustomers, removeUnreferencedCustomers } from './customers.ts';
import { holdConversations } from './hold-conversations.ts';
import { rerunPending, touchesOptimistic, undoOptimistic } from './optimistic.ts';
import { removeAll, removeConversations, removeEverything, removeRow, writeRows } from './row-writer.ts';
import { readApplyContext } from './apply-context.ts';
import type { ApplyContext } from './apply-context.ts';

export type DeltaOutcome =
  /** A delta does not start where the previous one ends (rule D5). Reconnect with this cursor. */
  | { readonly type: 'mismatch'; readonly cursor: Cursor | null }
  | {
      readonly type: 'applied';
      readonly changes: ChangeSet;
      readonly settledThrough: number;
      readonly refused: readonly MutationResult[];
      /** Conversations that these deltas assigned to the agent, other than by the agent's own claim. */
      readonly arrivals: readonly ConversationArrival[];
    };

/**
 * Moves the replica from one snapshot of the server to another, in one transaction: undo the optimistic effects, write
 * the server's rows, delete the mutations that have a result, rerun the others, set the cursor. Consecutive deltas are
 * one such step: no query sees the states between them.
 */
export async function applyDeltas(
  database: ReplicaDatabase,
  deltas: readonly Delta[],
  userId: number,
): Promise<DeltaOutcome> {
  return await database.applying(async (tx, copyIn) => {
    const standing = await readApplyContext(tx);
    const { cursor } = standing;
    if (!isChain(cursor, deltas)) return { type: 'mismatch', cursor };

    const results = deltas.flatMap((delta) => delta.results);
    const rebase = await touchesAnyOptimistic(tx, deltas, standing);
    const changes = new Set<ChangeKey>(rebase ? await pendingKeys(tx) : []);
    if (rebase) await undoOptimistic(tx);

    const arriving: number[] = [];
    for (const delta of deltas) {
      if (standing.hasFirstSynced && delta.from !== null)
        arriving.push(...(await arrivingConversations(tx, delta)));
      for (const key of await writeServerRows(tx, delta, copyIn)) changes.add(key);
      if (delta.from === null) changes.add('everything').add('session');
    }

    const settledThrough = await settle(tx, results, standing.settledThrough);
    if (rebase) await rerunPending(tx, userId);
    const remaining = deltas.at(-1)?.remaining ?? 0;
    await tx.update(replicaState).set({
      cursor: deltas.at(-1)?.to ?? cursor,
      settledThrough,
      remaining,
      ...(remaining === 0 ? { firstSyncedAt: sql`coalesce(first_synced_at, now())` } : {}),
    });
    if (remaining !== standing.remaining || remaining > 0) changes.add('session');

    if (results.length > 0) changes.add('outbox');
    return {
      type: 'applied',
      changes,
      settledThrough,
      refused: results.filter(isUserVisible),
      arrivals: await describeArrivals(tx, arriving, userId),
    };
  });
}

function isChain(cursor: Cursor | null, deltas: readonly Delta[]): boolean {
  return deltas.every(({ from }, index) => sameCursor(deltas[index - 1]?.to ?? cursor, from));
}

async function touchesAnyOptimistic(
  tx: ReplicaTransaction,
  deltas: readonly Delta[],
  standing: ApplyContext,
): Promise<boolean> {
  for (const delta of deltas) if (await touchesOptimistic(tx, delta, standing)) return true;
  return false;
}

async function writeServerRows(
  tx: ReplicaTransaction,
  delta: Delta,
  copyIn: CopyIn,
): Promise<ReadonlySet<ChangeKey>> {
  const changes = new Set<ChangeKey>();
  const customers = await possiblyUnreferencedCustomers(tx, delta);
  if (delta.from === null) await removeEverything(tx);
  await removeConversations(tx, delta.left);
  await removeAll(tx, delta.replaced);
  for (const table of delta.replaced) changes.add(tableKey(table));
  for (const removal of delta.removals) {
    await removeRow(tx, removal);
    changes.add(tableKey(removal.table));
    if (removal.conversationId !== null) changes.add(conversationKey(removal.conversationId));
  }
  const conversations: number[] = [];
  for (const part of delta.parts) {
    const touched = await writeRows(tx, part);
    changes.add(tableKey(part.table));
    for (const id of touched) changes.add(conversationKey(id));
    if (part.table === 'messages') conversations.push(...touched);
  }
  await trimWindows(tx, delta.entered);
  for (const copy of delta.copies) {
    await copyIn(copy);
    changes.add(tableKey(copy.table));
  }
  await holdConversations(tx, delta.entered);
  await deleteConversationAccess(tx, [...delta.left, ...deletedConversations(delta)]);
  await markUnindexed(tx, delta, conversations);
  await removeUnreferencedCustomers(tx, customers);
  if (delta.left.length > 0) changes.add(tableKey('conversations'));
  for (const id of delta.left) changes.add(conversationKey(id));
  for (const { conversationId } of delta.entered) changes.add(conversationKey(conversationId));
  return changes;
}

function deletedConversations({ removals }: Delta): readonly number[] {
  return removals.flatMap(({ table, rowId }) => (table === 'conversations' ? [rowId] : []));
}

/** Refusals of quiet mutations are not shown: the agent typed nothing and has nothing to retry. */
function isUserVisible({ name, outcome }: MutationResult): boolean {
  return outcome === 'refused' && !(isMutatorName(name) && mutators[name].isQuiet);
}

/**
 * A result settles only the mutation with the same id and uuid. After a journal was restored from a backup, another
 * mutation can have that id. That mutation, and all later ones, are not settled.
 */
async function settle(
  tx: ReplicaTransaction,
  results: readonly MutationResult[],
  settledThrough: number,
): Promise<number> {
  for (const { mutationId, uuid, code, details } of results.filter(isUserVisible)) {
    const isIt = and(eq(outbox.mutationId, mutationId), eq(outbox.uuid, uuid));
    await tx.update(outbox).set({ state: 'refused', code, details }).where(isIt);
  }
  const done = results.filter((result) => !isUserVisible(result));
  if (done.length > 0)
    await tx.execute(sql`delete from outbox
      using json_to_recordset(${JSON.stringify(done)}::json) as result("mutationId" bigint, uuid text)
      where outbox.mutation_id = result."mutationId" and outbox.uuid::text = result.uuid`);
  if (results.length === 0) return settledThrough;
  const { rows } = await tx.execute<{ oldest: string | number | null }>(
    sql`select min(mutation_id) as oldest from outbox where state = 'queued'`,
  );
  const oldest = Number(rows[0]?.oldest ?? Number.MAX_SAFE_INTEGER);
  const newest = Math.max(...results.map(({ mutationId }) => mutationId));
  return Math.max(settledThrough, Math.min(newest, oldest - 1));
}

async function pendingKeys(tx: ReplicaTransaction): Promise<readonly ChangeKey[]> {
  const pending = await tx.select({ id: outbox.conversationId }).from(outbox);
  return [
    'outbox',
    tableKey('conversations'),
    tableKey('canned_responses'),
    ...pending.flatMap(({ id }) => (id === null ? [] : [conversationKey(id)])),
  ];
}

function sameCursor(one: Cursor | null, other: Cursor | null): boolean {
  return one === other || (one?.epoch === other?.epoch && one?.snapshot === other?.snapshot);
}

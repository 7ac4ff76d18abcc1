import { eq, sql } from 'drizzle-orm';
import { prepareMutation } from '@holdfast/schema/mutators/registry';
import type { DeltaRows, Delta } from '@holdfast/schema/protocol/delta';
import { outbox } from '@holdfast/schema/replica/outbox';
import { isSyncedTableName, syncedTable } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import { markUndoneUnindexed } from '../search/mark-unindexed.ts';
import { idArray } from './id-array.ts';
import { touchesPendingReads } from './pending-reads.ts';
import { columnsOf, keyRecords, valuesOf } from './row-writer.ts';
import type { ApplyContext } from './apply-context.ts';
import { planByIndex, writeAsAgent } from './writer.ts';

/**
 * Rule M4: removes all optimistic effects. The undo journal has the server's version of each row that pending mutations
 * changed; undoing restores these rows. `rerunPending` then applies the effects again over the newest server rows.
 */
export async function undoOptimistic(tx: ReplicaTransaction): Promise<void> {
  await planByIndex(tx);
  const { rows } = await tx.execute<{ table_name: string }>(
    sql`select distinct table_name from undo_journal`,
  );
  for (const { table_name: tableName } of rows) {
    if (!isSyncedTableName(tableName)) throw new Error(`the undo journal names ${tableName}`);
    if (tableName === 'messages') await markUndoneUnindexed(tx);
    const name = sql.identifier(tableName);
    const remembered = sql`select row_key from undo_journal where table_name = ${tableName}`;
    await (tableName === 'conversation_tag'
      ? tx.execute(
          sql`delete from ${name} where conversation_id || ':' || conversation_tag_id in (${remembered})`,
        )
      : tx.execute(
          sql`delete from ${name} where id in (select row_key::bigint from (${remembered}) as keys)`,
        ));
    const table = syncedTable(tableName);
    await tx.execute(sql`insert into ${name} (${columnsOf(table)}) select ${valuesOf(table, 'old')} from undo_journal,
      lateral jsonb_populate_record(null::${name}, old_row) as old
      where table_name = ${tableName} and old_row is not null`);
  }
  await tx.execute(sql`delete from undo_journal`);
}

/** Mutations per savepoint. A savepoint costs a sixth of a mutation; after a refusal each mutation gets its own. */
const maxPerSavepoint = 25;

/**
 * Reruns every queued mutation, in order. A mutation that fails on the current rows has no effect and stays queued. The
 * rest of the transaction writes as the agent.
 */
export async function rerunPending(tx: ReplicaTransaction, userId: number): Promise<void> {
  const pending = await tx.select().from(outbox).where(eq(outbox.state, 'queued')).orderBy(outbox.mutationId);
  await writeAsAgent(tx);
  for (let begin = 0; begin < pending.length; begin += maxPerSavepoint) {
    const some = pending.slice(begin, begin + maxPerSavepoint);
    if (await tryRun(tx, some, userId)) continue;
    // A mutation that fails stays queued: the server decides, and sends a refusal as a result.
    for (const mutation of some) await tryRun(tx, [mutation], userId);
  }
}

/** Runs all of them, or none. Returns false for none. */
async function tryRun(
  tx: ReplicaTransaction,
  mutations: readonly (typeof outbox.$inferSelect)[],
  userId: number,
): Promise<boolean> {
  try {
    await tx.transaction(async (savepoint) => {
      for (const mutation of mutations) {
        const composedAt = new Date(mutation.composedAt).toISOString();
        await prepareMutation(mutation).run(savepoint, { now: composedAt, composedAt, userId });
      }
    });
    return true;
  } catch {
    return false;
  }
}

/** False if the delta concerns nothing that pending mutations wrote or read: their effects need no rerun. */
export async function touchesOptimistic(
  tx: ReplicaTransaction,
  delta: Delta,
  { queued, hasUndo }: ApplyContext,
): Promise<boolean> {
  if (queued.length === 0) return hasUndo;
  if (delta.from === null || delta.results.length > 0 || delta.left.length > 0) return true;
  const entered = delta.entered.map(({ conversationId }) => conversationId);
  if (await exists(tx, sql`select 1 from outbox where conversation_id = any(${idArray(entered)})`))
    return true;
  if (await touchesPendingReads(tx, delta, queued)) return true;
  for (const table of delta.replaced) {
    if (await exists(tx, sql`select 1 from undo_journal where table_name = ${table}`)) return true;
  }
  for (const { table, rowId, conversationId } of delta.removals) {
    const key = table === 'conversation_tag' ? `${conversationId}:${rowId}` : String(rowId);
    if (await exists(tx, sql`select 1 from undo_journal where table_name = ${table} and row_key = ${key}`))
      return true;
  }
  for (const part of delta.parts) if (await holdsJournaledRow(tx, part)) return true;
  return false;
}

async function holdsJournaledRow(tx: ReplicaTransaction, part: DeltaRows): Promise<boolean> {
  const table = syncedTable(part.table);
  const key = sql.join(
    table.key.map((column) => sql`incoming.${sql.identifier(column)}`),
    sql` || ':' || `,
  );
  return await exists(
    tx,
    sql`select 1 from ${keyRecords(table, part.rows)} join undo_journal
      on table_name = ${table.name} and row_key = (${key})::text`,
  );
}

async function exists(tx: ReplicaTransaction, query: ReturnType<typeof sql>): Promise<boolean> {
  return (await tx.execute(sql`${query} limit 1`)).rows.length > 0;
}

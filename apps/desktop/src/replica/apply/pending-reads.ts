import { sql } from 'drizzle-orm';
import { isMutatorName, mutators } from '@holdfast/schema/mutators/registry';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { syncedTable } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/**
 * True if the delta changes rows that pending mutations read, so that a rerun can have another effect (rule M4): rows
 * of their conversations, and of the reference data that their mutators read. Mutators never read messages.
 */
export async function touchesPendingReads(
  tx: ReplicaTransaction,
  delta: Delta,
  names: readonly string[],
): Promise<boolean> {
  const reads = new Set<SyncedTableName>(
    names.flatMap((name) => (isMutatorName(name) ? (mutators[name].reads ?? []) : [])),
  );
  const changed = [...delta.parts, ...delta.copies, ...delta.removals].map(({ table }) => table);
  if ([...changed, ...delta.replaced].some((table) => reads.has(table))) return true;
  const removed = delta.removals.flatMap(({ table, conversationId }) =>
    conversationId === null || syncedTable(table).kind !== 'conversation' ? [] : [conversationId],
  );
  if (await arePendingIn(tx, sql`select unnest(${`{${removed.join(',')}}`}::bigint[]) as conversation`))
    return true;
  for (const { table, rows } of delta.parts) {
    const { kind, conversationColumn } = syncedTable(table);
    if (kind !== 'conversation' || conversationColumn === null) continue;
    const column = sql.identifier(conversationColumn);
    const changedIn = sql`select ${column} as conversation from json_to_recordset(${rows}::json) as incoming(${column} bigint)`;
    if (await arePendingIn(tx, changedIn)) return true;
  }
  return false;
}

async function arePendingIn(tx: ReplicaTransaction, changedIn: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select 1 from outbox join (${changedIn}) as changed on changed.conversation = outbox.conversation_id
      where state = 'queued' limit 1`,
  );
  return rows.length > 0;
}

import { sql } from 'drizzle-orm';
import type { DeltaRemoval, DeltaRows } from '@holdfast/schema/protocol/delta';
import { syncedTable, syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTable } from '@holdfast/schema/tables/synced-tables';
import { conversationKey, tableKey } from '../live/change-set.ts';
import type { ChangeKey } from '../live/change-set.ts';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/**
 * The server's rows are written under this: neither the undo journal's triggers nor any other fire for them.
 * The agent's own writes run under `origin`.
 */
export async function setWriter(tx: ReplicaTransaction, writer: 'server' | 'agent'): Promise<void> {
  await tx.execute(
    sql.raw(`set local session_replication_role = ${writer === 'server' ? 'replica' : 'origin'}`),
  );
}

/**
 * Writes whole rows over what was there. Old versions go before new ones come, so that values under a unique
 * constraint may change places within one delta.
 */
export async function writeRows(tx: ReplicaTransaction, part: DeltaRows): Promise<ReadonlySet<ChangeKey>> {
  const table = syncedTable(part.table);
  const name = sql.identifier(table.name);
  await tx.execute(sql`delete from ${name} as held using ${keyRecords(table, part.rows)}
    where ${sql.join(
      table.key.map((column) => sql`held.${sql.identifier(column)} = incoming.${sql.identifier(column)}`),
      sql` and `,
    )}`);
  await tx.execute(
    sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${part.rows}::json)`,
  );
  return await keysOf(tx, table, part.rows);
}

export async function removeRow(tx: ReplicaTransaction, removal: DeltaRemoval): Promise<void> {
  const name = sql.identifier(removal.table);
  await (removal.table === 'conversation_tag'
    ? tx.execute(sql`delete from ${name}
        where conversation_id = ${removal.conversationId} and conversation_tag_id = ${removal.rowId}`)
    : tx.execute(sql`delete from ${name} where id = ${removal.rowId}`));
  if (removal.table === 'conversations') await removeConversations(tx, [removal.rowId]);
}

/** Every row of these conversations, in every table. */
export async function removeConversations(tx: ReplicaTransaction, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const list = idArray(ids);
  for (const table of syncedTables) {
    if (table.conversationColumn === null) continue;
    await tx.execute(
      sql`delete from ${sql.identifier(table.name)} where ${sql.identifier(table.conversationColumn)} = any(${list})`,
    );
  }
  await tx.execute(sql`delete from held_conversations where conversation_id = any(${list})`);
}

/** Customers come and go with the conversations that refer to them. */
export async function removeUnreferencedCustomers(tx: ReplicaTransaction): Promise<void> {
  await tx.execute(sql`delete from customers where not exists
    (select 1 from conversations where conversations.customer_id = customers.id)`);
}

export async function removeEverything(tx: ReplicaTransaction): Promise<void> {
  for (const table of syncedTables) await tx.execute(sql`delete from ${sql.identifier(table.name)}`);
  await tx.execute(sql`delete from held_conversations`);
}

/** `{1,2,3}`: one parameter, however many ids. */
export function idArray(ids: readonly number[]) {
  return sql`${`{${ids.join(',')}}`}::bigint[]`;
}

/** The keys of incoming rows as a record set named `incoming`; the other values stay unread. */
export function keyRecords(table: SyncedTable, rows: string) {
  const columns = table.key.map((column) => sql`${sql.identifier(column)} bigint`);
  return sql`json_to_recordset(${rows}::json) as incoming(${sql.join(columns, sql`, `)})`;
}

async function keysOf(
  tx: ReplicaTransaction,
  table: SyncedTable,
  rows: string,
): Promise<ReadonlySet<ChangeKey>> {
  if (table.conversationColumn === null) return new Set([tableKey(table.name)]);
  const column = sql.identifier(table.conversationColumn);
  const { rows: found } = await tx.execute<{ conversation: number | string }>(
    sql`select distinct ${column} as conversation from json_to_recordset(${rows}::json) as incoming(${column} bigint)`,
  );
  return new Set([
    tableKey(table.name),
    ...found.map(({ conversation }) => conversationKey(Number(conversation))),
  ]);
}

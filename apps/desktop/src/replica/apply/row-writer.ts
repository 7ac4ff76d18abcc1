import { sql } from 'drizzle-orm';
import type { DeltaRemoval, DeltaRows } from '@holdfast/schema/protocol/delta';
import { syncedTable, syncedTableNames, syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTable, SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import { deleteAllSearchTerms, deleteSearchTerms } from '../search/mark-unindexed.ts';
import { idArray } from './id-array.ts';

/**
 * Replaces whole rows. Old versions are deleted before new ones are inserted, so that rows can swap the values of a
 * unique column within one delta.
 * @returns the ids of their conversations
 */
export async function writeRows(tx: ReplicaTransaction, part: DeltaRows): Promise<readonly number[]> {
  const table = syncedTable(part.table);
  const name = sql.identifier(table.name);
  const isIncoming = sql.join(
    table.key.map((column) => sql`held.${sql.identifier(column)} = incoming.${sql.identifier(column)}`),
    sql` and `,
  );
  const conversation =
    table.conversationColumn === null ? sql`null` : sql.identifier(table.conversationColumn);
  // One statement, so that the JSON is parsed once. The count forces the deletes to run before the inserts.
  const { rows } = await tx.execute<{ conversation: number | string | null }>(sql`
    with incoming as materialized (
      select * from json_populate_recordset(null::${name}, ${part.rows}::json)
    ), gone as (
      delete from ${name} as held using incoming where ${isIncoming} returning 1
    ), written as (
      insert into ${name} (${columnsOf(table)}) select ${valuesOf(table, 'incoming')} from (select count(*) from gone) as before, incoming
      returning ${conversation} as conversation
    )
    select distinct conversation from written`);
  return rows.flatMap((row) => (row.conversation === null ? [] : Number(row.conversation)));
}

export async function removeRow(tx: ReplicaTransaction, removal: DeltaRemoval): Promise<void> {
  const name = sql.identifier(removal.table);
  await (removal.table === 'conversation_tag'
    ? tx.execute(sql`delete from ${name}
        where conversation_id = ${removal.conversationId} and conversation_tag_id = ${removal.rowId}`)
    : tx.execute(sql`delete from ${name} where id = ${removal.rowId}`));
  if (removal.table === 'conversations') await removeConversations(tx, [removal.rowId]);
}

/** Deletes every row of these conversations, in every table. */
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
  await deleteSearchTerms(tx, ids);
}

/** Deletes every row of these tables. */
export async function removeAll(tx: ReplicaTransaction, names: readonly SyncedTableName[]): Promise<void> {
  for (const name of names) await tx.execute(sql`delete from ${sql.identifier(name)}`);
}

export async function removeEverything(tx: ReplicaTransaction): Promise<void> {
  await removeAll(tx, syncedTableNames());
  await tx.execute(sql`delete from held_conversations`);
  await deleteAllSearchTerms(tx);
}

/** All column names, in the same order as `valuesOf`. */
export function columnsOf(table: SyncedTable) {
  return sql.raw(table.columns.map((column) => `"${column}"`).join(', '));
}

/** All values of a row parsed from JSON. Parsing turns the JSON value `null` into SQL null; this restores it. */
export function valuesOf(table: SyncedTable, row: string) {
  const json = new Set(table.jsonColumns);
  return sql.raw(
    table.columns
      .map((column) => (json.has(column) ? `coalesce(${row}."${column}", 'null')` : `${row}."${column}"`))
      .join(', '),
  );
}

/** The keys of incoming rows as a record set named `incoming`. Other values are not parsed. */
export function keyRecords(table: SyncedTable, rows: string) {
  const columns = table.key.map((column) => sql`${sql.identifier(column)} bigint`);
  return sql`json_to_recordset(${rows}::json) as incoming(${sql.join(columns, sql`, `)})`;
}

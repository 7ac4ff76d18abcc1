import { isSyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import type { ChangedRow } from './tick.ts';
import { changedRowsOf, customerRowsOf } from './tick-queries.ts';

interface RowOfConversation {
  readonly conversation: string;
  readonly json: string;
  readonly micros: string | null;
  readonly message: string | null;
}

/**
 * The changed rows of these conversations, each read once. A changed header brings its customer along: the conversation
 * may just have come to refer to another one.
 */
export async function readChangedRows(
  client: PoolClient,
  news: readonly [string, readonly string[]],
  touchedAndHeld: (table: string) => readonly number[],
): Promise<ReadonlyMap<number, readonly ChangedRow[]>> {
  const found = new Map<number, ChangedRow[]>();
  const add = (conversation: string, row: ChangedRow) => {
    const rows = found.get(Number(conversation)) ?? [];
    found.set(Number(conversation), rows);
    rows.push(row);
  };
  const customersOf = [...new Set([...touchedAndHeld('conversations'), ...touchedAndHeld('customers')])];
  if (customersOf.length > 0) {
    const { rows } = await client.query<RowOfConversation>(customerRowsOf, [customersOf]);
    for (const row of rows) add(row.conversation, { table: 'customers', json: row.json, message: null });
  }
  for (const [table, text] of changedRowsOf) {
    const conversationIds = touchedAndHeld(table);
    if (conversationIds.length === 0 || !isSyncedTableName(table)) continue;
    const { rows } = await client.query<RowOfConversation>(text, [...news, conversationIds]);
    for (const row of rows) add(row.conversation, { table, json: row.json, message: messageOf(row) });
  }
  return found;
}

function messageOf(row: RowOfConversation): ChangedRow['message'] {
  if (row.message === null || row.micros === null) return null;
  return { createdAtMicros: Number(row.micros), id: Number(row.message) };
}

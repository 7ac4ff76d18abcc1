import { isSyncedTableName, syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import type { ChangedRow } from './tick.ts';
import { changedRows } from './tick-queries.ts';

interface RowOfConversation {
  readonly source: string;
  readonly conversation: string;
  readonly json: string;
  readonly micros: string | null;
  readonly message: string | null;
}

const tablesOfConversations = syncedTables
  .filter(({ conversationColumn }) => conversationColumn !== null)
  .map(({ name }) => name);

/**
 * The changed rows of these conversations, each read once. A changed header brings its customer along: the conversation
 * may just have come to refer to another one.
 */
export async function readChangedRows(
  client: PoolClient,
  news: readonly [string, readonly string[]],
  touchedAndHeld: (tables: readonly string[]) => readonly number[],
): Promise<ReadonlyMap<number, readonly ChangedRow[]>> {
  const found = new Map<number, ChangedRow[]>();
  const conversationIds = touchedAndHeld(tablesOfConversations);
  const customersOf = touchedAndHeld(['conversations', 'customers']);
  if (conversationIds.length + customersOf.length === 0) return found;
  const values = [...news, conversationIds, customersOf];
  const { rows } = await client.query<RowOfConversation>({ ...changedRows, values });
  for (const row of rows) {
    if (!isSyncedTableName(row.source)) continue;
    const conversation = Number(row.conversation);
    const known = found.get(conversation) ?? [];
    found.set(conversation, known);
    known.push({ table: row.source, json: row.json, message: messageOf(row) });
  }
  return found;
}

function messageOf(row: RowOfConversation): ChangedRow['message'] {
  if (row.message === null || row.micros === null) return null;
  return { createdAtMicros: Number(row.micros), id: Number(row.message) };
}

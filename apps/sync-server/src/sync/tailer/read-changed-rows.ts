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
 * Reads each changed row of these conversations once, by conversation id. With a changed header its customer is read
 * too, because the conversation may refer to another customer now.
 * @param changedAndHeld returns the conversations with changes in these tables that a session holds
 */
export async function readChangedRows(
  client: PoolClient,
  sinceParameters: readonly [string, readonly string[]],
  changedAndHeld: (tables: readonly string[]) => readonly number[],
): Promise<ReadonlyMap<number, readonly ChangedRow[]>> {
  const rowsByConversation = new Map<number, ChangedRow[]>();
  const conversationIds = changedAndHeld(tablesOfConversations);
  const customersOf = changedAndHeld(['conversations', 'customers']);
  if (conversationIds.length + customersOf.length === 0) return rowsByConversation;
  const values = [...sinceParameters, conversationIds, customersOf];
  const { rows } = await client.query<RowOfConversation>({ ...changedRows, values });
  for (const row of rows) {
    if (!isSyncedTableName(row.source)) continue;
    const conversation = Number(row.conversation);
    const changed = rowsByConversation.get(conversation) ?? [];
    rowsByConversation.set(conversation, changed);
    changed.push({ table: row.source, json: row.json, message: messageOf(row) });
  }
  return rowsByConversation;
}

function messageOf(row: RowOfConversation): ChangedRow['message'] {
  if (row.message === null || row.micros === null) return null;
  return { createdAtMicros: Number(row.micros), id: Number(row.message) };
}

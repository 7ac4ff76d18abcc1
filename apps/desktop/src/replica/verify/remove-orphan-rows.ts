import { sql } from 'drizzle-orm';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTable } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaDatabase } from '../database/replica-database.ts';

/**
 * Removes orphan rows: rows that are not recorded as held. Only a defect or changed files can cause them. Digests cover
 * held rows only, so nothing else would find orphans, and the server sends copies for conversations it has no record of
 * (S4).
 */
export async function removeOrphanRows(database: ReplicaDatabase): Promise<void> {
  await database.drizzle.transaction(async (tx) => {
    for (const table of syncedTables) {
      if (table.conversationColumn !== null)
        await tx.execute(sql.raw(orphanRows(table, table.conversationColumn)));
    }
    await tx.execute(sql`delete from message_words where not exists
      (select from messages where messages.id = message_id)`);
    await tx.execute(sql`delete from customers where not exists
      (select from conversations where conversations.customer_id = customers.id)`);
  });
}

/** True if a conversation is shown that is not recorded as held. Checks headers only, which is fast. */
export async function hasOrphanRows(database: ReplicaDatabase): Promise<boolean> {
  const rows = await database.rows(`select 1 from conversations where not exists
    (select from held_conversations where conversation_id = conversations.id) limit 1`);
  return rows.length > 0;
}

/** Excludes rows that the agent created: the server does not have them yet. */
function orphanRows({ name, key }: SyncedTable, conversationColumn: string): string {
  const rowKey = key.map((column) => `stray.${column}`).join(` || ':' || `);
  const isHeld = name === 'conversations' ? 'true' : `held.scope = 'mine'`;
  return `delete from ${name} stray
    where not exists (select from held_conversations held where held.conversation_id = stray.${conversationColumn} and ${isHeld})
      and not exists (select from undo_journal where table_name = '${name}' and row_key = (${rowKey})::text)`;
}

/** True if an error, or one of its causes, is a unique violation. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === '23505') || isDuplicate(error.cause);
}

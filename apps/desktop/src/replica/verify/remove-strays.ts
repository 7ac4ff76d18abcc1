import { sql } from 'drizzle-orm';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTable } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaDatabase } from '../database/replica-database.ts';

/**
 * Removes rows that nothing here says are held. There are none, but for a defect or a hand in the files: digests are made
 * of what is held, so nothing else would find them, and the server copies rows in where it knows of none (rule S4).
 */
export async function removeStrays(database: ReplicaDatabase): Promise<void> {
  await database.drizzle.transaction(async (tx) => {
    for (const table of syncedTables) {
      if (table.conversationColumn !== null)
        await tx.execute(sql.raw(strayRows(table, table.conversationColumn)));
    }
    await tx.execute(sql`delete from message_words where not exists
      (select from messages where messages.id = message_id)`);
    await tx.execute(sql`delete from customers where not exists
      (select from conversations where conversations.customer_id = customers.id)`);
  });
}

/** Whether a conversation is on the screen that nothing says is held. Looks at headers alone, which is quick. */
export async function hasStrays(database: ReplicaDatabase): Promise<boolean> {
  const rows = await database.rows(`select 1 from conversations where not exists
    (select from held_conversations where conversation_id = conversations.id) limit 1`);
  return rows.length > 0;
}

/** What the agent has just made is in no server's hands yet. */
function strayRows({ name, key }: SyncedTable, conversationColumn: string): string {
  const rowKey = key.map((column) => `stray.${column}`).join(` || ':' || `);
  const isHeld = name === 'conversations' ? 'true' : `held.scope = 'mine'`;
  return `delete from ${name} stray
    where not exists (select from held_conversations held where held.conversation_id = stray.${conversationColumn} and ${isHeld})
      and not exists (select from undo_journal where table_name = '${name}' and row_key = (${rowKey})::text)`;
}

/** Whether an error, or what caused it, says that a row was there already. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === '23505') || isDuplicate(error.cause);
}

import { sql } from 'drizzle-orm';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/**
 * Deletes rows that lie before the new windows of conversations already held (rule S1). Runs as the server's writer,
 * before the new windows are recorded.
 */
export async function trimWindows(
  tx: ReplicaTransaction,
  entered: readonly HeldConversation[],
): Promise<void> {
  const starts = entered.flatMap(({ conversationId, scope, windowFrom }) =>
    scope === 'mine' && windowFrom !== null ? [{ conversationId, ...windowFrom }] : [],
  );
  if (starts.length === 0) return;
  const { rows } = await tx.execute<{ trimmed: string | null }>(
    sql`select json_agg(incoming)::text as trimmed from ${windows(JSON.stringify(starts))}
      join held_conversations held on held.conversation_id = incoming."conversationId"
      where held.scope = 'mine' and (held.window_from_id is null
        or (held.window_from_created_at, held.window_from_id) < (incoming."createdAt", incoming.id))`,
  );
  const trimmed = rows[0]?.trimmed;
  if (typeof trimmed !== 'string') return;
  const isBefore = sql`messages.conversation_id = incoming."conversationId"
    and (messages.created_at, messages.id) < (incoming."createdAt", incoming.id)`;
  for (const { name, kind } of syncedTables) {
    if (kind !== 'message' || name === 'messages') continue;
    await tx.execute(sql`delete from ${sql.identifier(name)} as row_of using messages, ${windows(trimmed)}
      where row_of.message_id = messages.id and ${isBefore}`);
  }
  await tx.execute(sql`delete from messages using ${windows(trimmed)} where ${isBefore}`);
}

function windows(starts: string) {
  return sql`json_to_recordset(${starts}::json)
    as incoming("conversationId" bigint, "createdAt" timestamptz, id bigint)`;
}

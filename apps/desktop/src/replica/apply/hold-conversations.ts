import { sql } from 'drizzle-orm';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/** Notes what is held from now on, or otherwise than before. */
export async function holdConversations(
  tx: ReplicaTransaction,
  entered: readonly HeldConversation[],
): Promise<void> {
  if (entered.length === 0) return;
  await tx.execute(sql`insert into held_conversations (conversation_id, scope, window_from_created_at, window_from_id)
    select "conversationId", scope, ("windowFrom"->>'createdAt')::timestamptz, ("windowFrom"->>'id')::bigint
    from json_to_recordset(${JSON.stringify(entered)}::json)
      as incoming("conversationId" bigint, scope text, "windowFrom" json)
    on conflict (conversation_id) do update set scope = excluded.scope,
      window_from_created_at = excluded.window_from_created_at, window_from_id = excluded.window_from_id`);
}

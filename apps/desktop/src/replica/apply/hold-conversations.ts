import { sql } from 'drizzle-orm';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { heldConversations } from '@holdfast/schema/replica/held-conversations';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import { idArray } from './row-writer.ts';

/** Notes what is held from now on, or otherwise than before. */
export async function holdConversations(
  tx: ReplicaTransaction,
  entered: readonly HeldConversation[],
): Promise<void> {
  if (entered.length === 0) return;
  const ids = idArray(entered.map(({ conversationId }) => conversationId));
  await tx.delete(heldConversations).where(sql`${heldConversations.conversationId} = any(${ids})`);
  await tx.execute(sql`insert into held_conversations (conversation_id, scope, window_from_created_at, window_from_id)
    select "conversationId", scope, ("windowFrom"->>'createdAt')::timestamptz, ("windowFrom"->>'id')::bigint
    from json_to_recordset(${JSON.stringify(entered)}::json)
      as incoming("conversationId" bigint, scope text, "windowFrom" json)`);
}

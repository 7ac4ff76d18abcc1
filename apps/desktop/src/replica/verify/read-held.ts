import { heldConversationSchema } from '@holdfast/schema/protocol/held-conversation';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { heldConversations } from '@holdfast/schema/replica/held-conversations';
import type { RunQuery } from '@holdfast/schema/digest/run-query';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { isoText } from '../queries/fragments.ts';

/** The held conversations among these; all for null. */
export async function readHeldOf(
  run: RunQuery,
  conversationIds: readonly number[] | null,
): Promise<readonly HeldConversation[]> {
  const rows = await run(held, [conversationIds === null ? null : `{${conversationIds.join(',')}}`]);
  return heldConversationSchema.array().parse(rows);
}

const held = `select conversation_id as "conversationId", scope,
    case when window_from_id is null then null else json_build_object(
      'createdAt', ${isoText('window_from_created_at')}, 'id', window_from_id) end as "windowFrom"
  from held_conversations
  where $1::bigint[] is null or conversation_id = any($1::bigint[])
  order by conversation_id`;

/** The ids of all held conversations. */
export async function readHeldIds(database: ReplicaDatabase): Promise<readonly number[]> {
  const rows = await database.drizzle
    .select({ id: heldConversations.conversationId })
    .from(heldConversations);
  return rows.map(({ id }) => id);
}

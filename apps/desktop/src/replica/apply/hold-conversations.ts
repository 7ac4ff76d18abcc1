import { sql } from 'drizzle-orm';
import { heldScopes, type HeldScope } from '@holdfast/schema/domain/scope';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import { idArray } from './id-array.ts';

/** From this number of conversations on, two statements without conflict detection are faster than one with it. */
const bulkThreshold = 20;

/** Records conversations that are held from now on, or whose scope or window changes. */
export async function holdConversations(
  tx: ReplicaTransaction,
  entered: readonly HeldConversation[],
): Promise<void> {
  const few = entered.filter(({ windowFrom }) => windowFrom !== null);
  for (const scope of heldScopes) {
    const alike = entered.filter((held) => held.windowFrom === null && held.scope === scope);
    if (alike.length < bulkThreshold) few.push(...alike);
    else await holdMany(tx, scope, alike);
  }
  if (few.length > 0) await holdFew(tx, few);
}

/** Held without a window limit. In the steps of a first sync (D4) all of them are new, or all are already held. */
async function holdMany(
  tx: ReplicaTransaction,
  scope: HeldScope,
  alike: readonly HeldConversation[],
): Promise<void> {
  const ids = alike.map(({ conversationId }) => conversationId);
  const { affectedRows } = await tx.execute(sql`update held_conversations
    set scope = ${scope}, window_from_created_at = null, window_from_id = null
    where conversation_id = any(${idArray(ids)})`);
  if (affectedRows === ids.length) return;
  await tx.execute(sql`insert into held_conversations (conversation_id, scope)
    select unnest(${idArray(ids)}), ${scope} on conflict do nothing`);
}

async function holdFew(tx: ReplicaTransaction, entered: readonly HeldConversation[]): Promise<void> {
  await tx.execute(sql`insert into held_conversations (conversation_id, scope, window_from_created_at, window_from_id)
    select "conversationId", scope, ("windowFrom"->>'createdAt')::timestamptz, ("windowFrom"->>'id')::bigint
    from json_to_recordset(${JSON.stringify(entered)}::json)
      as incoming("conversationId" bigint, scope text, "windowFrom" json)
    on conflict (conversation_id) do update set scope = excluded.scope,
      window_from_created_at = excluded.window_from_created_at, window_from_id = excluded.window_from_id`);
}

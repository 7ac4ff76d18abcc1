import { sql } from 'drizzle-orm';
import { idArray } from '../apply/id-array.ts';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/** Deletes the opening times of conversations that left, except those that entered again with the same delta. */
export async function deleteConversationAccess(
  tx: ReplicaTransaction,
  left: readonly number[],
): Promise<void> {
  if (left.length === 0) return;
  await tx.execute(sql`delete from conversation_access where conversation_id = any(${idArray(left)})
    and not exists (select from held_conversations held
      where held.conversation_id = conversation_access.conversation_id)`);
}

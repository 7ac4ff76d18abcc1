import type { ReplicaDatabase } from '../database/replica-database.ts';
import { isoText } from '../queries/fragments.ts';

/** Where the read marker of a conversation goes: its newest message. Null when it is there already. */
export async function markReadPosition(
  database: ReplicaDatabase,
  conversationId: number,
  userId: number,
): Promise<string | null> {
  const [row] = await database.rows<{ readUntil: string }>(
    `select ${isoText('newest.created_at')} as "readUntil"
    from conversations c, lateral (
      select max(created_at) as created_at from messages where conversation_id = c.id) as newest
    where c.id = $1 and c.assigned_to = $2 and newest.created_at is not null
      and (c.read_until is null or c.read_until < c.last_inbound_at)`,
    [conversationId, userId],
  );
  return row?.readUntil ?? null;
}

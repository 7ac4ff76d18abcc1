import type { ReplicaDatabase } from '../database/replica-database.ts';
import { isoText } from '../queries/fragments.ts';

/** Returns the time of the conversation's newest message for the read marker; null if the marker is already there. */
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

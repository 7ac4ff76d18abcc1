import { replyBasisSchema } from '@holdfast/schema/mutators/reply-basis';
import type { ReplyBasis } from '@holdfast/schema/mutators/reply-basis';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { isoText } from '../queries/fragments.ts';

/**
 * Reads the basis of a reply (rule M6): the state of the conversation that the replica has and the screen shows.
 * Without its messages the header has the time of the newest customer message.
 * @returns null if the replica does not hold the conversation
 */
export async function readReplyBasis(
  database: ReplicaDatabase,
  conversationId: number,
  isLive: boolean,
): Promise<ReplyBasis | null> {
  const [row] = await database.rows<{ basis: unknown }>(
    `select json_build_object('status', c.status, 'assignedTo', c.assigned_to, 'newestInbound', coalesce(
      (select json_build_object('id', id, 'createdAt', ${isoText('created_at')}) from messages
        where conversation_id = c.id and direction = 'inbound' order by created_at desc, id desc limit 1),
      case when c.last_inbound_at is not null
        then json_build_object('id', null, 'createdAt', ${isoText('c.last_inbound_at')}) end)) as basis
    from conversations c where c.id = $1`,
    [conversationId],
  );
  if (row === undefined) return null;
  return replyBasisSchema
    .omit({ isLive: true })
    .transform((seen) => ({ ...seen, isLive }))
    .parse(row.basis);
}

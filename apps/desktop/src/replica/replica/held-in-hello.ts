import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { Hello } from '@holdfast/schema/protocol/hello';
import { heldConversationSchema } from '@holdfast/schema/protocol/held-conversation';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { isoText } from '../queries/fragments.ts';

export type HeldInHello = Pick<Hello, 'heldWhole' | 'heldQueue' | 'heldHeaders' | 'held'>;

export const nothingHeld: HeldInHello = { heldWhole: [], heldQueue: [], heldHeaders: [], held: [] };

/** Returns the held conversations, nearly all by id only, which keeps the hello small. */
export async function readHeldInHello(database: ReplicaDatabase): Promise<HeldInHello> {
  const lists = await database.rows<{ scope: HeldScope; ids: string }>(
    `select scope, string_agg(conversation_id::text, ',') as ids from held_conversations
     where window_from_id is null group by scope`,
  );
  const idsOf = (scope: HeldScope) =>
    lists.flatMap((list) => (list.scope === scope ? list.ids.split(',').map(Number) : []));
  const windowed = await database.rows(
    `select conversation_id as "conversationId", scope, json_build_object(
       'createdAt', ${isoText('window_from_created_at')}, 'id', window_from_id) as "windowFrom"
     from held_conversations where window_from_id is not null`,
  );
  return {
    heldWhole: idsOf('mine'),
    heldQueue: idsOf('queue'),
    heldHeaders: idsOf('header'),
    held: heldConversationSchema.array().parse(windowed),
  };
}

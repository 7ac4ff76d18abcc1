import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ActionFactName, ActionFacts } from '@holdfast/schema/mutators/action-facts';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { markReadPosition } from '../actions/mark-read-position.ts';
import { readReplyBasis } from '../actions/read-reply-basis.ts';

/** The sources of the facts. */
export interface FactSource {
  readonly database: ReplicaDatabase;
  readonly userId: number;
  /** True if the device is connected and up to date. */
  readonly isLive: boolean;
}

type Readers = {
  readonly [Name in ActionFactName]: (
    source: FactSource,
    conversationId: number,
  ) => Promise<ActionFacts[Name]>;
};

const readers: Readers = {
  replyBasis: ({ database, isLive }, conversationId) => readReplyBasis(database, conversationId, isLive),
  assignee: ({ database }, conversationId) => readAssignee(database, conversationId),
  readPosition: ({ database, userId }, conversationId) => markReadPosition(database, conversationId, userId),
};

/**
 * Reads the facts about a conversation that an action needs.
 * @param names the facts that the action declares
 * @throws HF_CONVERSATION_NOT_HELD
 */
export async function readActionFacts(
  names: readonly ActionFactName[],
  source: FactSource,
  conversationId: number,
): Promise<Partial<ActionFacts>> {
  const facts = names.map(async (name) => [name, await readers[name](source, conversationId)] as const);
  return Object.fromEntries(await Promise.all(facts));
}

async function readAssignee(database: ReplicaDatabase, conversationId: number): Promise<number | null> {
  const [conversation] = await database.rows<{ assignedTo: number | null }>(
    `select assigned_to as "assignedTo" from conversations where id = $1`,
    [conversationId],
  );
  if (conversation === undefined)
    throw new HoldfastError('HF_CONVERSATION_NOT_HELD', { details: { conversationId } });
  return conversation.assignedTo;
}

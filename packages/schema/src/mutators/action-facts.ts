import type { ReplyBasis } from './reply-basis.ts';

/** Facts of a conversation that the replica adds to an action's input. The replica has one reader for each. */
export interface ActionFacts {
  /** What the agent sees when replying (rule M6); null for a conversation that the replica does not hold. */
  readonly replyBasis: ReplyBasis | null;
  /** User id of the assignee that the agent sees; null while the conversation is in the queue. */
  readonly assignee: number | null;
  /** New position of the read marker, ISO 8601; null if the marker is already there. */
  readonly readPosition: string | null;
}

/** The name of a fact. */
export type ActionFactName = keyof ActionFacts;

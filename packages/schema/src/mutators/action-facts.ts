import type { ReplyBasis } from './reply-basis.ts';

/** What the replica knows of a conversation and adds to an action by itself. The replica has a reader for each. */
export interface ActionFacts {
  /** What the agent sees as they reply (rule M6); null for a conversation that the replica does not hold. */
  readonly replyBasis: ReplyBasis | null;
  /** Who the conversation is assigned to, as the agent sees it. */
  readonly assignee: number | null;
  /** Where the read marker goes, ISO 8601; null when it is there already. */
  readonly readPosition: string | null;
}

/** The name of a fact. */
export type ActionFactName = keyof ActionFacts;

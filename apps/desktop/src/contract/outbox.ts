import { z } from 'zod';
import type { StaleReply } from '@holdfast/schema/domain/stale-reply';
import type { ReplicaError } from './replica-error.ts';
import type { Timestamp } from './references.ts';

/**
 * The agent's changes that the server has not confirmed, oldest first. Refused items stay until the agent handles them.
 */
export interface OutboxList {
  readonly items: readonly OutboxItem[];
  readonly queuedCount: number;
  readonly refusedCount: number;
}

export interface OutboxItem {
  readonly mutationId: number;
  /** The mutator's name: `sendMessage`, `addNote`, `setStatus`, … */
  readonly name: string;
  readonly state: 'queued' | 'refused';
  readonly composedAt: Timestamp;
  readonly conversationId: number | null;
  /** Null when the replica no longer holds the conversation. */
  readonly customerName: string | null;
  /** The text of a reply or note. */
  readonly text: string | null;
  /** Set when state is `refused`. */
  readonly error: ReplicaError | null;
  readonly stale: StaleReplyNotice | null;
}

/** What changed after the agent wrote a reply; the reply was held back for that reason (rule M6). */
export interface StaleReplyNotice extends StaleReply {
  /** Name of `assignedTo`, or null if the replica does not know the user. */
  readonly assigneeName: string | null;
}

export const outboxItemInputSchema = z.object({ mutationId: z.number().int() });
export type OutboxItemInput = z.infer<typeof outboxItemInputSchema>;

/** Result of `outbox.edit`, which takes a refused reply or note back into the composer as the conversation's draft. */
export interface OutboxEdit {
  readonly conversationId: number;
  readonly mode: 'reply' | 'note';
  readonly text: string;
}

import { z } from 'zod';
import type { MessageDirection } from '@holdfast/schema/domain/message';
import type { PersonReference, Timestamp } from './references.ts';

export const searchMessagesInputSchema = z.object({
  /**
   * All of these words must be in the message, in any order; the last one can be the beginning of a word. Case is
   * ignored.
   */
  text: z.string().max(200),
  limit: z.number().int().min(1).max(200).default(50),
});
export type SearchMessagesInput = z.input<typeof searchMessagesInputSchema>;

export interface FoundMessage {
  readonly id: number;
  readonly conversationId: number;
  readonly customer: PersonReference;
  readonly direction: MessageDirection;
  readonly text: string;
  readonly createdAt: Timestamp;
}

export interface FoundMessages {
  /** Among the messages that are on this device, newest first. */
  readonly messages: readonly FoundMessage[];
  /** True while the search index is being built; more messages can be found when it is complete. */
  readonly isIndexing: boolean;
}

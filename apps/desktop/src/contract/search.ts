import { z } from 'zod';
import type { MessageDirection } from '@holdfast/schema/domain/message';
import type { PersonReference, Timestamp } from './references.ts';

export const searchMessagesInputSchema = z.object({
  /** All of these words, in any order, of which the last may be the beginning of one. Case does not matter. */
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
  /** Of the messages that are on this device, the newest first. */
  readonly messages: readonly FoundMessage[];
  /** Whether messages are still being made searchable: more may be found then. */
  readonly isFilling: boolean;
}

import { z } from 'zod';
import { conversationPriorities } from '@holdfast/schema/domain/conversation';
import { maximumMessageLength } from '@holdfast/schema/domain/message';

/** The agent's actions. Each resolves as soon as the action is on disk and visible; none waits for the server. */
const conversationId = z.number().int();

export const sendMessageInputSchema = z.object({
  conversationId,
  text: z.string().min(1).max(maximumMessageLength),
  cannedResponseId: z.number().int().nullable().default(null),
});
export const addNoteInputSchema = z.object({
  conversationId,
  text: z.string().min(1).max(20_000),
  isPinned: z.boolean().default(false),
});
/** Changes one of the agent's own notes. `previousText` is the text that the agent saw when starting to edit. */
export const editNoteInputSchema = z.object({
  conversationId,
  noteId: z.number().int(),
  text: z.string().min(1).max(maximumMessageLength),
  previousText: z.string(),
});
export const tagInputSchema = z.object({ conversationId, tagId: z.number().int() });
export const setStatusInputSchema = z.object({
  conversationId,
  status: z.enum(['open', 'pending', 'resolved']),
  /** With `pending`: the conversation is hidden until this time. */
  snoozedUntil: z.string().nullable().default(null),
});
export const setPriorityInputSchema = z.object({ conversationId, priority: z.enum(conversationPriorities) });
export const claimInputSchema = z.object({ conversationId });
export const transferInputSchema = z.object({
  conversationId,
  toUserId: z.number().int(),
  reason: z.string().max(1000).nullable().default(null),
});
/** Marks every message that is in the conversation now as read. */
export const markReadInputSchema = z.object({ conversationId });

export type SendMessageInput = z.input<typeof sendMessageInputSchema>;
export type AddNoteInput = z.input<typeof addNoteInputSchema>;
export type EditNoteInput = z.input<typeof editNoteInputSchema>;
export type TagInput = z.input<typeof tagInputSchema>;
export type SetStatusInput = z.input<typeof setStatusInputSchema>;
export type SetPriorityInput = z.input<typeof setPriorityInputSchema>;
export type ClaimInput = z.input<typeof claimInputSchema>;
export type TransferInput = z.input<typeof transferInputSchema>;
export type MarkReadInput = z.input<typeof markReadInputSchema>;

export interface MutationReceipt {
  readonly mutationId: number;
  /** The final id of the row that the action created (a message, a note), or null if it created none. */
  readonly rowId: number | null;
}

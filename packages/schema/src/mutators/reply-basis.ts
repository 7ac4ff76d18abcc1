import { z } from 'zod';
import { conversationStatuses } from '../domain/conversation.ts';
import { idSchema } from './argument-schemas.ts';

/**
 * What an agent had before their eyes when they answered (rule M6): the server holds an answer to something that has
 * changed since.
 *
 * - `newestInbound`: the newest message of the customer; its id is null where only its time was known (a conversation
 *   that was answered from the queue); null where the customer had not written.
 * - `status`, `assignedTo`: of the conversation.
 * - `isLive`: whether the device was connected and up to date at that moment. It can then lag by moments only, and what
 *   is younger than these moments does not count against the answer.
 */
export const replyBasisSchema = z.object({
  newestInbound: z
    .object({ id: idSchema.nullable(), createdAt: z.iso.datetime({ offset: true }) })
    .nullable(),
  status: z.enum(conversationStatuses),
  assignedTo: idSchema.nullable(),
  isLive: z.boolean(),
});
/** A parsed {@link replyBasisSchema}. */
export type ReplyBasis = z.infer<typeof replyBasisSchema>;

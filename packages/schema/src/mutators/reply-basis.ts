import { z } from 'zod';
import { conversationStatuses } from '../domain/conversation.ts';
import { idSchema } from './argument-schemas.ts';

/**
 * What the agent saw when sending a reply (rule M6). The server holds the reply if the conversation has changed since.
 *
 * - `newestInbound`: the newest message of the customer. Its id is null if the replica had only its time (a reply from the
 *   queue); null if the customer had not written.
 * - `status`, `assignedTo`: columns of the conversation.
 * - `isLive`: true if the device was connected and up to date. Its view then lagged by a few seconds at most, so the server
 *   ignores changes of the last 10 s.
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

import { z } from 'zod';

/** Why an answer no longer fits its conversation (rule M6). */
export const staleReasons = ['newer-messages', 'resolved', 'reassigned'] as const;

/** What a tenant wants done with an answer that no longer fits. */
export const staleReplyPolicies = ['hold', 'send', 'refuse'] as const;
/** One of {@link staleReplyPolicies}. */
export type StaleReplyPolicy = (typeof staleReplyPolicies)[number];

/**
 * The details of HF_REPLY_STALE and HF_REPLY_STALE_REFUSED: facts that help the agent decide, no words of anybody.
 *
 * - `newerMessages`: how many messages of the customer the agent had not seen; `newestMessageAt`: when the last came.
 * - `assignedTo`: who has the conversation now.
 */
export const staleReplySchema = z.object({
  reasons: z.array(z.enum(staleReasons)).min(1),
  newerMessages: z.number().int().nonnegative(),
  newestMessageAt: z.string().nullable(),
  assignedTo: z.number().int().nullable(),
});
/** A parsed {@link staleReplySchema}. */
export type StaleReply = z.infer<typeof staleReplySchema>;

import { z } from 'zod';

/** Reasons why a reply is stale (rule M6): newer customer messages, resolved, or assigned to another agent. */
export const staleReasons = ['newer-messages', 'resolved', 'reassigned'] as const;

/** What the server does with a stale reply (rule M6): hold it for the agent's decision, send it, or refuse it. */
export const staleReplyPolicies = ['hold', 'send', 'refuse'] as const;
/** One of {@link staleReplyPolicies}. */
export type StaleReplyPolicy = (typeof staleReplyPolicies)[number];

/**
 * Details of HF_REPLY_STALE and HF_REPLY_STALE_REFUSED: facts that help the agent decide, without any message text.
 *
 * - `reasons`: at least one of {@link staleReasons}.
 * - `newerMessages`: number of customer messages that the agent had not seen.
 * - `newestMessageAt`: time of the newest of them, ISO 8601, or null.
 * - `assignedTo`: id of the current assignee, or null.
 */
export const staleReplySchema = z.object({
  reasons: z.array(z.enum(staleReasons)).min(1),
  newerMessages: z.number().int().nonnegative(),
  newestMessageAt: z.string().nullable(),
  assignedTo: z.number().int().nullable(),
});
/** A parsed {@link staleReplySchema}. */
export type StaleReply = z.infer<typeof staleReplySchema>;

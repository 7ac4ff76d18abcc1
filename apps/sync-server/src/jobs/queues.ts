import { z } from 'zod';

/** Where pg-boss keeps its tables. */
export const JOBS_SCHEMA = 'jobs';

export const OUTBOUND_QUEUE = 'send-outbound-message';
export const SWEEP_QUEUE = 'sweep';

/**
 * How often and how fast a message is tried again: after 2 s, 4 s, 8 s … at most 5 min, for about a quarter of
 * an hour. An attempt that has not ended after a minute belongs to a worker that died.
 */
export const outboundRetry = {
  limit: 9,
  delaySeconds: 2,
  mostDelaySeconds: 300,
  expireSeconds: 60,
} as const;

export const outboundJobSchema = z.object({
  schemaName: z.string(),
  conversationId: z.number().int(),
  messageId: z.number().int(),
});
export type OutboundJob = z.infer<typeof outboundJobSchema>;

import { z } from 'zod';

/** Postgres schema of the pg-boss tables. */
export const jobsSchema = 'jobs';

export const outboundQueue = 'send-outbound-message';
export const sweepQueue = 'sweep';
export const retentionQueue = 'retention';

/**
 * Retry schedule of a message: after about 1 s, 2 s, 4 s … at most 5 min, for about 10 min in total. A worker whose
 * heartbeat is missing for `heartbeatSeconds` counts as dead, and its job is retried.
 */
export const outboundRetry = {
  limit: 9,
  delaySeconds: 1,
  maxDelaySeconds: 300,
  expireSeconds: 60,
  heartbeatSeconds: 10,
} as const;

export const outboundJobSchema = z.object({
  schemaName: z.string(),
  conversationId: z.number().int(),
  messageId: z.number().int(),
});
export type OutboundJob = z.infer<typeof outboundJobSchema>;

/** Jobs of one conversation form a group: they run one after the other. */
export function groupOf({ schemaName, conversationId }: OutboundJob): string {
  return `${schemaName}/${conversationId}`;
}

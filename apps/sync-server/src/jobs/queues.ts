import { z } from 'zod';

/** Where pg-boss keeps its tables. */
export const JOBS_SCHEMA = 'jobs';

export const OUTBOUND_QUEUE = 'send-outbound-message';
export const SWEEP_QUEUE = 'sweep';
export const RETENTION_QUEUE = 'retention';

/**
 * How often and how fast a message is tried again: after about 1 s, 2 s, 4 s … at most 5 min, for about ten
 * minutes. A worker shows every few seconds that it is still at it; one that died is noticed by that.
 */
export const outboundRetry = {
  limit: 9,
  delaySeconds: 1,
  mostDelaySeconds: 300,
  expireSeconds: 60,
  heartbeatSeconds: 10,
} as const;

export const outboundJobSchema = z.object({
  schemaName: z.string(),
  conversationId: z.number().int(),
  messageId: z.number().int(),
});
export type OutboundJob = z.infer<typeof outboundJobSchema>;

/** Jobs of one conversation are a group: its messages leave one after the other. */
export function groupOf({ schemaName, conversationId }: OutboundJob): string {
  return `${schemaName}/${conversationId}`;
}

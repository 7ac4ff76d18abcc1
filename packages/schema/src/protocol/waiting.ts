import { z } from 'zod';

/**
 * Server to device: the first sync waits for an admission slot (rule D4); `ahead` first syncs are before it in the
 * queue. Sent again when `ahead` changes.
 */
export const firstSyncWaitingSchema = z.object({
  type: z.literal('waiting'),
  ahead: z.number().int().nonnegative(),
});
/** A parsed {@link firstSyncWaitingSchema}. */
export type FirstSyncWaiting = z.infer<typeof firstSyncWaitingSchema>;

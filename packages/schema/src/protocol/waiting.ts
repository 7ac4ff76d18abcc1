import { z } from 'zod';

/** A first sync waits its turn (rule D4): so many others are before it. Said again whenever that changes. */
export const firstSyncWaitingSchema = z.object({
  type: z.literal('waiting'),
  ahead: z.number().int().nonnegative(),
});
/** A parsed {@link firstSyncWaitingSchema}. */
export type FirstSyncWaiting = z.infer<typeof firstSyncWaitingSchema>;

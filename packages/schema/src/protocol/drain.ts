import { z } from 'zod';

/** The server is about to stop (rule D6): come back after `reconnectAfterMs`, which differs from session to session. */
export const drainSchema = z.object({
  type: z.literal('drain'),
  reconnectAfterMs: z.number().int().nonnegative(),
});
/** A parsed {@link drainSchema}. */
export type Drain = z.infer<typeof drainSchema>;

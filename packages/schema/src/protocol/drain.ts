import { z } from 'zod';

/**
 * Server to device: the server is stopping (rule D6). The device reconnects after `reconnectAfterMs` milliseconds,
 * which differ from session to session.
 */
export const drainSchema = z.object({
  type: z.literal('drain'),
  reconnectAfterMs: z.number().int().nonnegative(),
});
/** A parsed {@link drainSchema}. */
export type Drain = z.infer<typeof drainSchema>;

import { z } from 'zod';

/**
 * The server's answer to the hello, before any delta.
 *
 * - `sessionId`: to be given with each acknowledgement.
 * - `lastMutationId`: the last mutation of this device that the server has dealt with (rule M2); the replica numbers
 *   the next one from here when its own journal knows less.
 * - `serverTime`: ISO 8601, by which a device with a wrong clock shows times.
 */
export const welcomeSchema = z.object({
  type: z.literal('welcome'),
  sessionId: z.string().min(1),
  protocolVersion: z.number().int().positive(),
  lastMutationId: z.number().int().nonnegative(),
  serverTime: z.string(),
});
/** A parsed {@link welcomeSchema}. */
export type Welcome = z.infer<typeof welcomeSchema>;

import { z } from 'zod';

/**
 * Server to device: reply to the hello, before any delta.
 *
 * - `sessionId`: the device sends it with each acknowledgement, window request, digest report and presence message.
 * - `protocolVersion`: the version that the server speaks on this session.
 * - `lastMutationId`: the last mutation of this device that has a result (rule M2); 0 if none. If the device's journal
 *   ends earlier, the device numbers its next mutation from here.
 * - `serverTime`: ISO 8601. A device with a wrong clock uses it to display times.
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

import { z } from 'zod';

/**
 * Device to server: the replica has committed batch `batchId` and with it all earlier ones (rule D3). This frees their
 * bytes in the acknowledgement window of session `sessionId`.
 */
export const acknowledgeSchema = z.object({
  sessionId: z.string().min(1),
  batchId: z.number().int().positive(),
});
/** A parsed {@link acknowledgeSchema}. */
export type Acknowledge = z.infer<typeof acknowledgeSchema>;

import { z } from 'zod';

/** The replica has committed this batch (rule D3). Only then may the server send more than its limit allows. */
export const acknowledgeSchema = z.object({
  sessionId: z.string().min(1),
  batchId: z.number().int().positive(),
});
/** A parsed {@link acknowledgeSchema}. */
export type Acknowledge = z.infer<typeof acknowledgeSchema>;

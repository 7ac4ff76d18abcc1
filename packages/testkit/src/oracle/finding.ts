import { z } from 'zod';

/** A violation found by the oracle: its invariant (0: the run itself failed), and the details needed to analyze it. */
export const findingSchema = z.object({
  invariant: z.number(),
  about: z.string(),
  details: z.record(z.string(), z.unknown()),
});
/** A parsed {@link findingSchema}. */
export type Finding = z.infer<typeof findingSchema>;

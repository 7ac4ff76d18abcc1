import { z } from 'zod';

/** What the oracle found wrong: which invariant (0: the run itself was none), and all that is needed to see why. */
export const findingSchema = z.object({
  invariant: z.number(),
  about: z.string(),
  details: z.record(z.string(), z.unknown()),
});
/** A parsed {@link findingSchema}. */
export type Finding = z.infer<typeof findingSchema>;

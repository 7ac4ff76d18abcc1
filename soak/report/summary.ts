import { findingSchema } from '@holdfast/testkit/oracle/finding';
import { z } from 'zod';

import { breakableRules } from '../broken/breakable-rules.ts';

const countsSchema = z.record(z.string(), z.number());

/** What one run did and found: one line in the log of runs. */
export const summarySchema = z.object({
  seed: z.number(),
  minutes: z.number(),
  replicas: z.number(),
  /** The rule that was switched off, to check that the soak detects it. */
  broken: z.enum(breakableRules).nullable(),
  rounds: z.number(),
  operations: countsSchema,
  faults: countsSchema,
  /** Deltas seen on the wire, each checked against its agent's scope. */
  deltas: z.number(),
  /** Images of replicas, each compared with the server at the image's cursor. */
  images: z.number(),
  slowestConvergenceMs: z.number(),
  findings: z.array(findingSchema),
  /** Folder with the complete findings. */
  evidence: z.string().nullable(),
});
export type SoakSummary = z.infer<typeof summarySchema>;

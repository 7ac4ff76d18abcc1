import { findingSchema } from '@holdfast/testkit/oracle/finding';
import { z } from 'zod';

import { breakableRules } from '../broken/breakable-rules.ts';

const countsSchema = z.record(z.string(), z.number());

/** What one run did and found; one line of the log of runs. */
export const summarySchema = z.object({
  seed: z.number(),
  minutes: z.number(),
  replicas: z.number(),
  /** The rule that was switched off to see whether the soak finds out. */
  broken: z.enum(breakableRules).nullable(),
  rounds: z.number(),
  operations: countsSchema,
  faults: countsSchema,
  /** Deltas that were heard on the wire, each held against its agent's scope. */
  deltas: z.number(),
  /** Images of replicas, each held against the server at its cursor. */
  images: z.number(),
  slowestConvergenceMs: z.number(),
  findings: z.array(findingSchema),
  /** Where the findings lie in full. */
  evidence: z.string().nullable(),
});
export type SoakSummary = z.infer<typeof summarySchema>;

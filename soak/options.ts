import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { breakableRules } from './broken/breakable-rules.ts';

const optionsSchema = z.object({
  minutes: z.coerce.number().positive().max(600).default(1),
  seed: z.coerce
    .number()
    .int()
    .nonnegative()
    .default(() => randomInt(2 ** 31)),
  /**
   * Number of runs, one after the other. Each after the first has a random seed. A run with findings is the last one.
   */
  runs: z.coerce.number().int().min(1).max(1000).default(1),
  replicas: z.coerce.number().int().min(2).max(12).default(4),
  /** Duration of the faults in each round. */
  'round-seconds': z.coerce.number().positive().max(600).default(12),
  /** A rule to switch off, to check that the soak detects it. */
  broken: z.enum(breakableRules).optional(),
  /** A file to which the summary is appended as one line of JSON. */
  log: z.string().optional(),
});
export type SoakOptions = z.infer<typeof optionsSchema>;

/**
 * Parses the command line. Without `--seed` the seed is random.
 * @throws ZodError or TypeError for options that are unknown or out of range
 */
export function readOptions(parameters: readonly string[]): SoakOptions {
  const names = Object.keys(optionsSchema.shape);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  return optionsSchema.parse(parseArgs({ args: [...parameters], options }).values);
}

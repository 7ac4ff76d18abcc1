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
  /** So many runs one after the other, each but the first with a seed of its own; the first that finds something ends them. */
  runs: z.coerce.number().int().min(1).max(1000).default(1),
  replicas: z.coerce.number().int().min(2).max(12).default(4),
  /** How long things go wrong in each round. */
  'round-seconds': z.coerce.number().positive().max(600).default(12),
  /** A rule to switch off on the server, to see that the soak finds out. */
  broken: z.enum(breakableRules).optional(),
  /** A file to which the summary is appended as one line of JSON. */
  log: z.string().optional(),
});
export type SoakOptions = z.infer<typeof optionsSchema>;

/** What the command line says; the seed is a new one where it says none. */
export function readOptions(parameters: readonly string[]): SoakOptions {
  const names = Object.keys(optionsSchema.shape);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  return optionsSchema.parse(parseArgs({ args: [...parameters], options }).values);
}

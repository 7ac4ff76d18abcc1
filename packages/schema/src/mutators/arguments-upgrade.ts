import type { z } from 'zod';

/** What the arguments of one older version were, and what they mean in the version after it. */
export interface ArgumentsUpgrade {
  readonly args: z.ZodType<Record<string, unknown>>;
  /** Pure; given what `args` parsed. The next version's schema parses its answer before anything uses it. */
  upgrade(args: Record<string, unknown>): Record<string, unknown>;
}

/**
 * Declares how arguments of an older version are upgraded by one version.
 * @param from the schema of the older arguments, as it was
 * @param upgrade the same wish in the words of the newer version
 */
export function upgradeArguments<
  From extends z.ZodType<Record<string, unknown>>,
  To extends Record<string, unknown>,
>(from: From, upgrade: (args: z.output<From>) => To): ArgumentsUpgrade {
  return { args: from, upgrade: (args) => upgrade(from.parse(args)) };
}

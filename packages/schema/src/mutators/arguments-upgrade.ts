import type { z } from 'zod';

/** The argument schema of one older version, and the conversion to the next version. */
export interface ArgumentsUpgrade {
  readonly args: z.ZodType<Record<string, unknown>>;
  /** Converts arguments that `args` parsed. Pure. The next version's schema parses the result before it is used. */
  upgrade(args: Record<string, unknown>): Record<string, unknown>;
}

/**
 * Declares how the arguments of an older version are upgraded by one version.
 * @param from the schema of the older arguments, unchanged since their release
 * @param upgrade returns equivalent arguments of the next version
 */
export function upgradeArguments<
  From extends z.ZodType<Record<string, unknown>>,
  To extends Record<string, unknown>,
>(from: From, upgrade: (args: z.output<From>) => To): ArgumentsUpgrade {
  return { args: from, upgrade: (args) => upgrade(from.parse(args)) };
}

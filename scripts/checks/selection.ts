import { parseArgs } from 'node:util';

import { UserFacingError } from '../process/user-facing-error.ts';

export const partNames = [
  'format',
  'lint',
  'types',
  'dead-code',
  'unit',
  'screens',
  'pg',
  'soak',
  'e2e',
] as const;
/** One part of `pnpm test`. */
export type PartName = (typeof partNames)[number];

export interface Selection {
  readonly parts: readonly PartName[];
  /** Commit to compare with: only affected parts and tests run. null: all of them. */
  readonly base: string | null;
}

const usage = `Usage: pnpm test [part …] [--changed] [--base <commit>]

Parts: ${partNames.join(', ')}. Without a part, all of them run.
--changed runs only the parts and test files that are affected by what differs from --base (HEAD).`;

/**
 * Parses the arguments of `pnpm test`.
 * @throws UserFacingError for an unknown part or option
 */
export function readSelection(parameters: readonly string[]): Selection {
  const { positionals, values } = parse(parameters);
  const unknown = positionals.filter((name) => !isPartName(name));
  if (unknown.length > 0) throw new UserFacingError(`There is no part ${unknown.join(', ')}.\n\n${usage}`);
  const named = partNames.filter((name) => positionals.includes(name));
  const isChanged = values.changed === true || values.base !== undefined;
  return {
    parts: named.length === 0 ? partNames : named,
    base: isChanged ? (values.base ?? 'HEAD') : null,
  };
}

function parse(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: { changed: { type: 'boolean' }, base: { type: 'string' } },
    });
  } catch (error) {
    throw new UserFacingError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function isPartName(name: string): name is PartName {
  return partNames.some((known) => known === name);
}

import { parseArgs } from 'node:util';

import { readSelection } from '../checks/selection.ts';
import type { PartName } from '../checks/selection.ts';
import { UserFacingError } from '../process/user-facing-error.ts';

export interface RepeatOptions {
  readonly times: number;
  readonly parts: readonly PartName[];
  /** True if other processes keep all processors busy during the runs. */
  readonly isLoaded: boolean;
}

/** @throws UserFacingError for an invalid number of runs or an unknown part */
export function readRepeatOptions(parameters: readonly string[]): RepeatOptions {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      times: { type: 'string', default: '5' },
      parts: { type: 'string', default: 'unit,pg' },
      quiet: { type: 'boolean', default: false },
    },
  });
  const times = Number(values.times);
  if (!Number.isInteger(times) || times < 1) {
    throw new UserFacingError(`--times must be a whole number of at least 1, not ${values.times}.`);
  }
  const { parts } = readSelection(values.parts.split(','));
  return { times, parts, isLoaded: !values.quiet };
}

import { parseArgs } from 'node:util';

import { readSelection } from '../checks/selection.ts';
import type { PartName } from '../checks/selection.ts';
import { UserFacingError } from '../process/user-facing-error.ts';

export interface RepeatOptions {
  readonly times: number;
  readonly parts: readonly PartName[];
  /** Whether all processors are kept busy by something else meanwhile. */
  readonly isLoaded: boolean;
}

/** @throws ExplainedError for a number of runs or a part that makes no sense */
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
    throw new UserFacingError(`--times takes a whole number of runs from 1 on, not ${values.times}.`);
  }
  const { parts } = readSelection(values.parts.split(','));
  return { times, parts, isLoaded: !values.quiet };
}

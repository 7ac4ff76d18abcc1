import { setTimeout as delay } from 'node:timers/promises';

import { ExplainedError } from './explained-error.ts';

export interface WaitOptions {
  /** For the error message: "… did not come within 30 s". */
  readonly awaited: string;
  readonly timeout: number;
}

/** Looks again and again until the condition holds. */
export async function waitUntil(condition: () => Promise<boolean>, options: WaitOptions): Promise<void> {
  const deadline = Date.now() + options.timeout;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new ExplainedError(`${options.awaited} did not come within ${options.timeout / 1000} s.`);
    }
    await delay(50);
  }
}

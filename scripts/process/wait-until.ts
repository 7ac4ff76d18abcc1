import { setTimeout as delay } from 'node:timers/promises';

import { UserFacingError } from './user-facing-error.ts';

export interface WaitOptions {
  /** Subject of the error message: "… was not ready within 30 s". */
  readonly awaited: string;
  readonly timeout: number;
}

/** Polls the condition every 50 ms until it is true. Throws after the timeout in milliseconds. */
export async function waitUntil(condition: () => Promise<boolean>, options: WaitOptions): Promise<void> {
  const deadline = Date.now() + options.timeout;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new UserFacingError(`${options.awaited} was not ready within ${options.timeout / 1000} s.`);
    }
    await delay(50);
  }
}

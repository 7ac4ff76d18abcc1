import { setTimeout as delay } from 'node:timers/promises';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { takePidLock } from './pid-lock.ts';

const pauseMs = 50;

/**
 * Takes the lock, waiting for whoever holds it: the replica of an app that was killed a moment ago needs that moment
 * to notice, and who starts the app again at once must not be turned away for it.
 * @returns a function that gives the lock back
 * @throws HF_REPLICA_IN_USE when it is still held after `patienceMs`
 */
export async function awaitPidLock(path: string, patienceMs: number): Promise<() => Promise<void>> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await takePidLock(path);
    } catch (error) {
      const isHeld = error instanceof HoldfastError && error.code === 'HF_REPLICA_IN_USE';
      if (!isHeld || Date.now() > deadline) throw error;
    }
    await delay(pauseMs);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { takePidLock } from './pid-lock.ts';

const pauseMs = 50;

/**
 * Takes the lock, and waits up to `timeoutMs` while another process holds it: after the app was killed, its replica
 * process takes a moment to notice and end, and a restart of the app must not fail because of it.
 * @returns a function that releases the lock
 * @throws HF_REPLICA_IN_USE if the lock is still held after `timeoutMs`
 */
export async function awaitPidLock(path: string, timeoutMs: number): Promise<() => Promise<void>> {
  const deadline = Date.now() + timeoutMs;
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

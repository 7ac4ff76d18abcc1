import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Down } from '@holdfast/schema/protocol/down';

const reconnectSpreadMs = 5000;

/** Each session is sent its own reconnect time, so that not all reconnect at once (rule D6). */
export function drainMessage(random: () => number): Down {
  return { type: 'drain', reconnectAfterMs: Math.round(random() * reconnectSpreadMs) };
}

/**
 * Returns the `drain` message for a session whose tenant moves to another cluster. The reconnect time is random, so
 * that not all devices reconnect at once (rule D6). Rethrows any other error.
 */
export function drainMessageFor(error: unknown, random: () => number): Down {
  if (!(error instanceof HoldfastError && error.code === 'HF_TENANT_MOVING')) throw error;
  return drainMessage(random);
}

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Down } from '@holdfast/schema/protocol/down';

const returnSpreadMilliseconds = 5000;

/** Each session is told its own time to come back, so that they do not all return at once (rule D6). */
export function drainMessage(random: () => number): Down {
  return { type: 'drain', reconnectAfterMs: Math.round(random() * returnSpreadMilliseconds) };
}

/**
 * A session of a tenant that leaves this cluster ends in order: each device is told its own time to come back (rule D6). Throws any
 * other error again.
 */
export function farewellOf(error: unknown, random: () => number): Down {
  if (!(error instanceof HoldfastError && error.code === 'HF_TENANT_MOVING')) throw error;
  return drainMessage(random);
}

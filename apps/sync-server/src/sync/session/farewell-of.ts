import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Down } from '@holdfast/schema/protocol/down';

const returnSpreadMilliseconds = 5000;

/**
 * A session of a tenant that leaves this cluster ends in order: each device is told its own time to come back (rule D6). Throws any
 * other error again.
 */
export function farewellOf(error: unknown, random: () => number): Down {
  if (!(error instanceof HoldfastError && error.code === 'HF_TENANT_MOVING')) throw error;
  return { type: 'drain', reconnectAfterMs: Math.round(random() * returnSpreadMilliseconds) };
}

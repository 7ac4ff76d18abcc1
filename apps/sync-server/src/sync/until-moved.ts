import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Down } from '@holdfast/schema/protocol/down';

const returnSpreadMilliseconds = 5000;

/** A session of a tenant that leaves this cluster ends in order: each device is told its own time to come back (rule D6). */
export async function* untilMoved(
  messages: AsyncGenerator<Down, void, void>,
  random: () => number,
): AsyncGenerator<Down, void, void> {
  try {
    yield* messages;
  } catch (error) {
    if (!(error instanceof HoldfastError && error.code === 'HF_TENANT_MOVING')) throw error;
    yield { type: 'drain', reconnectAfterMs: Math.round(random() * returnSpreadMilliseconds) };
  }
}

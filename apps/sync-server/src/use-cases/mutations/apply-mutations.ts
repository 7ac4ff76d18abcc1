import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';

import { wakeUpsOf } from '../../db/pool-wake-ups.ts';
import { applyMutation, type ApplyMutationRequest } from './apply-mutation.ts';

/**
 * Carries out a push in order, each mutation in its own transaction, up to the first gap. All of them are announced at
 * once: each delta with a result makes the replica run again whatever it still has queued (rule M4), so a hundred deltas
 * with one result each would cost it the square of one with a hundred.
 */
export async function applyMutations(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<PushReply> {
  let reply: PushReply = { type: 'accepted', lastMutationId: 0 };
  try {
    for (const mutation of mutations) {
      reply = await applyMutation(request, mutation);
      if (reply.type === 'gap') return reply;
    }
    return reply;
  } finally {
    // Also when it failed half-way: those before the failure have been committed.
    wakeUpsOf(request.pool).announce(request.schemaName);
  }
}

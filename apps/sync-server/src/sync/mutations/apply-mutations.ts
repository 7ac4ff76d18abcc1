import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';

import { applyMutation, applyBatch, type ApplyMutationRequest } from './apply-mutation.ts';

/** See {@link applyMutations}. */
export type ApplyMutations = typeof applyMutations;

/** Mutations per transaction: enough to share the cost of a commit, few enough to release row locks soon. */
const batchSize = 25;

/**
 * Applies a push in order, up to the first gap. It sends one wake-up for the whole push. Each delta with a result makes
 * the replica rerun all its pending mutations (rule M4), so 100 deltas with one result each would cost quadratic time;
 * one delta with 100 results does not.
 */
export async function applyMutations(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<PushReply> {
  let reply: PushReply = { type: 'accepted', lastMutationId: 0 };
  try {
    for (let begin = 0; begin < mutations.length; begin += batchSize) {
      reply = await applyBatchOrEach(request, mutations.slice(begin, begin + batchSize));
      if (reply.type === 'gap') return reply;
    }
    return reply;
  } finally {
    // Also after a failure: the mutations before it are committed.
    request.pool.wakeUps.announce(request.schemaName);
  }
}

/** Applies all in one transaction. If one is refused or fails, applies each in its own, so that the others are kept. */
async function applyBatchOrEach(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<PushReply> {
  const reply = mutations.length > 1 ? await tryBatch(request, mutations) : null;
  if (reply !== null) return reply;
  let last: PushReply = { type: 'accepted', lastMutationId: 0 };
  for (const mutation of mutations) {
    last = await applyMutation(request, mutation);
    if (last.type === 'gap') return last;
  }
  return last;
}

async function tryBatch(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<PushReply | null> {
  try {
    return await applyBatch(request, mutations, 'thrown');
  } catch {
    // The refusal or failure occurs again when each mutation is applied in its own transaction.
    return null;
  }
}

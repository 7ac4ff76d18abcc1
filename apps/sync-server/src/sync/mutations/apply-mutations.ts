import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';

import { applyMutation, applyTogether, type ApplyMutationRequest } from './apply-mutation.ts';

/** See {@link applyMutations}. */
export type ApplyMutations = typeof applyMutations;

/** Mutations that share a transaction: enough to share what it costs, few enough not to keep others from their rows. */
const together = 25;

/**
 * Carries out a push in order, up to the first gap. All of it is announced at once: each delta with a result makes the
 * replica run again whatever it still has queued (rule M4), so a hundred deltas with one result each would cost it the
 * square of one with a hundred.
 */
export async function applyMutations(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<PushReply> {
  let reply: PushReply = { type: 'accepted', lastMutationId: 0 };
  try {
    for (let begin = 0; begin < mutations.length; begin += together) {
      reply = await applySome(request, mutations.slice(begin, begin + together));
      if (reply.type === 'gap') return reply;
    }
    return reply;
  } finally {
    // Also when it failed half-way: those before the failure have been committed.
    request.pool.wakeUps.announce(request.schemaName);
  }
}

/** All of them together, if nothing is amiss with any; else each by itself, so that those before it stand. */
async function applySome(request: ApplyMutationRequest, mutations: readonly Mutation[]): Promise<PushReply> {
  const reply = mutations.length > 1 ? await unlessAmiss(request, mutations) : null;
  if (reply !== null) return reply;
  let last: PushReply = { type: 'accepted', lastMutationId: 0 };
  for (const mutation of mutations) {
    last = await applyMutation(request, mutation);
    if (last.type === 'gap') return last;
  }
  return last;
}

async function unlessAmiss(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<PushReply | null> {
  try {
    return await applyTogether(request, mutations, 'thrown');
  } catch {
    // What it was, and with which of them, shows when each is carried out by itself.
    return null;
  }
}

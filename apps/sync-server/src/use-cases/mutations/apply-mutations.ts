import type { Mutation, PushReply } from '@holdfast/schema/protocol/push';

import { applyMutation, type ApplyMutationRequest } from './apply-mutation.ts';

/** Carries out a push in order, each mutation in its own transaction, up to the first gap. */
export async function applyMutations(
  request: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<PushReply> {
  let reply: PushReply = { type: 'accepted', lastMutationId: 0 };
  for (const mutation of mutations) {
    reply = await applyMutation(request, mutation);
    if (reply.type === 'gap') return reply;
  }
  return reply;
}

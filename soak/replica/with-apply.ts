import type { SyncTarget } from '@holdfast/desktop/replica/sync/sync-target';

/** The same replica, with another way to apply deltas. */
export function withApply(target: SyncTarget, apply: SyncTarget['apply']): SyncTarget {
  return {
    apply,
    hello: () => target.hello(),
    pending: () => target.pending(),
    learnLastMutationId: (lastMutationId) => target.learnLastMutationId(lastMutationId),
    renumber: (request) => target.renumber(request),
    needsIds: () => target.needsIds(),
    addIds: (block) => target.addIds(block),
    verification: target.verification,
    idle: target.idle,
  };
}

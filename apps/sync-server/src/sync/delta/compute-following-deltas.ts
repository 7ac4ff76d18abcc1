import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { PoolClient } from 'pg';

import { heldAfter, type ComputedDelta } from './computed-delta.ts';
import { deltaBudgetBytes } from './delta-bytes.ts';
import { readEnteringConversations, emptyMeasurements } from './read-entering-conversations.ts';
import type { CopyFormat } from './entering-copies.ts';
import type { EntriesRequest } from './plan-entries.ts';

export interface FollowingDeltasRequest {
  /** The conversations that had to enter before the first delta. */
  readonly wanted: EntriesRequest;
  readonly format: CopyFormat;
  readonly maxDeltas: number;
  readonly onDelta: (computed: ComputedDelta) => void;
}

/**
 * Computes the deltas that follow `first` at the same snapshot (rule D4). They contain only entering conversations: the
 * first delta already has the changed rows.
 */
export async function computeFollowingDeltas(
  client: PoolClient,
  first: ComputedDelta,
  { wanted, format, maxDeltas, onDelta }: FollowingDeltasRequest,
): Promise<void> {
  const { to } = first.delta;
  let last = first;
  const windows = emptyMeasurements();
  const known = new Map(wanted.known);
  let { mine, queue } = wanted;
  for (let count = 0; last.delta.remaining > 0 && count < maxDeltas; count += 1) {
    for (const { conversationId, scope } of last.delta.entered) known.set(conversationId, scope);
    mine = mine.filter((id) => known.get(id) !== 'mine');
    queue = queue.filter((id) => known.get(id) !== 'queue');
    const customersOf = [...known.keys()];
    const entering = await readEnteringConversations(client, {
      mine,
      queue,
      known,
      budget: deltaBudgetBytes,
      customersOf,
      format,
      windows,
    });
    const { entered, copies, parts, remaining } = entering;
    const rows = { entered: [...entered], copies: [...copies], parts: [...parts] };
    last = {
      delta: { ...emptyChanges, from: to, to, ...rows, remaining },
      held: heldAfter(last.held, [], entered),
      appliedWindowRequests: new Map(),
      needsDigests: false,
    };
    onDelta(last);
  }
}

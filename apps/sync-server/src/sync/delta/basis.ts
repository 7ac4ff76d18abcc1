import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import { compareDigests, type ReportedDigests } from '../digest/compare-digests.ts';
import type { ReplicaPosition } from './replica-position.ts';
import type { Scope } from '../scope/read-scope.ts';
import { isServable } from './is-servable.ts';
import { referenceTableNames } from './row-queries.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';

type HeldMap = ReadonlyMap<number, HeldConversation>;

/** The part of a replica's state that a delta can build upon. */
export interface DeltaBasis {
  readonly from: Cursor | null;
  /** Changes since this snapshot are sent. Null if the rows of `before` equal those at the new snapshot. */
  readonly since: Snapshot | null;
  readonly before: HeldMap;
  /** Conversations that the replica must remove. Those in scope enter again. */
  readonly dropped: readonly number[];
  /** Reference tables that are sent whole. */
  readonly reference: readonly SyncedTableName[];
  /** Tables of `reference` that the replica must empty first, because it may hold deleted rows. */
  readonly replaced: readonly SyncedTableName[];
}

/** Returns what a delta can build upon, or null if the replica must report its digests first (rule E4). */
export async function findBasis(
  client: PoolClient,
  replica: ReplicaPosition,
  { to, scope }: { readonly to: Cursor; readonly scope: Scope },
): Promise<DeltaBasis | null> {
  const { cursor, held, reported, resend } = replica;
  const all = { since: null, before: new Map(), reference: referenceTableNames, replaced: [] };
  if (cursor === null) return { ...all, from: null, dropped: [] };
  if (await isServable(client, cursor, to.epoch)) {
    const dropped = [...(resend ?? [])].filter((id) => held.has(id));
    const since = parseSnapshot(cursor.snapshot);
    return { from: cursor, since, before: without(held, dropped), dropped, reference: [], replaced: [] };
  }
  if (reported === undefined) return null;
  const { conversations: dropped, tables } = await compareDigests(client, {
    reported,
    conversationIds: digestComparableIds(reported, scope),
    userId: replica.userId,
  });
  const before = without(reported.conversations, dropped);
  return { from: cursor, since: null, before, dropped, reference: tables, replaced: tables };
}

/**
 * Conversations whose digests have to be compared: those that stay in scope. A conversation that goes from `mine` back
 * to the queue enters again anyway.
 */
function digestComparableIds({ conversations }: ReportedDigests, scope: Scope): readonly number[] {
  return [...conversations.values()]
    .filter((held) => {
      const now = scope.get(held.conversationId);
      return now === 'mine' || (now === 'queue' && held.scope !== 'mine');
    })
    .map(({ conversationId }) => conversationId);
}

function without(held: HeldMap, ids: readonly number[]): HeldMap {
  if (ids.length === 0) return held;
  const kept = new Map(held);
  for (const id of ids) kept.delete(id);
  return kept;
}

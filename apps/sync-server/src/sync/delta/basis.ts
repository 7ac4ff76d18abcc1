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

type Holding = ReadonlyMap<number, HeldConversation>;

/** What of a replica a delta may build upon. */
export interface Basis {
  readonly from: Cursor | null;
  /** What changed since is told. Null: what is in `before` is as it is at the snapshot, or there is nothing. */
  readonly since: Snapshot | null;
  readonly before: Holding;
  /** Conversations of the replica that go in any case; those in scope enter anew. */
  readonly dropped: readonly number[];
  /** Tables of reference data that are sent whole. */
  readonly reference: readonly SyncedTableName[];
  /** Those of them of which the replica may have rows that are no more. */
  readonly replaced: readonly SyncedTableName[];
}

/** Finds out what a delta may build upon; null when only the replica can tell: it is to be asked for digests (rule E4). */
export async function findBasis(
  client: PoolClient,
  replica: ReplicaPosition,
  { to, scope }: { readonly to: Cursor; readonly scope: Scope },
): Promise<Basis | null> {
  const { cursor, held, reported, anew } = replica;
  const all = { since: null, before: new Map(), reference: referenceTableNames, replaced: [] };
  if (cursor === null) return { ...all, from: null, dropped: [] };
  if (await isServable(client, cursor, to.epoch)) {
    const dropped = [...(anew ?? [])].filter((id) => held.has(id));
    const since = parseSnapshot(cursor.snapshot);
    return { from: cursor, since, before: without(held, dropped), dropped, reference: [], replaced: [] };
  }
  if (reported === undefined) return null;
  const { conversations: dropped, tables } = await compareDigests(client, {
    reported,
    conversationIds: comparable(reported, scope),
    userId: replica.userId,
  });
  const before = without(reported.conversations, dropped);
  return { from: cursor, since: null, before, dropped, reference: tables, replaced: tables };
}

/** Conversations that the replica goes on holding, or builds upon: one that falls back to the queue comes anew anyway. */
function comparable({ conversations }: ReportedDigests, scope: Scope): readonly number[] {
  return [...conversations.values()]
    .filter((held) => {
      const now = scope.get(held.conversationId);
      return now === 'mine' || (now === 'queue' && held.scope !== 'mine');
    })
    .map(({ conversationId }) => conversationId);
}

function without(held: Holding, ids: readonly number[]): Holding {
  if (ids.length === 0) return held;
  const kept = new Map(held);
  for (const id of ids) kept.delete(id);
  return kept;
}

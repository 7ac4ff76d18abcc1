import type { Cursor } from '@holdfast/schema/protocol/cursor';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { PoolClient } from 'pg';

import type { ReplicaPosition } from '../delta/replica-position.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import { hasManyChanges } from '../delta/has-many-changes.ts';
import { isServable } from '../delta/is-servable.ts';
import { parseSnapshot, type Snapshot } from '../delta/snapshot.ts';
import { AgentScopes } from '../scope/agent-scopes.ts';
import { SubscribedRows } from './subscribed-rows.ts';
import { readTick } from './read-tick.ts';
import { routeTick } from './route-tick.ts';

/** A cursor is near if fewer transactions than this began since the oldest one that it did not see. */
const maxNearTransactions = 5000n;

/**
 * Returns whether the replica's cursor is near `to` and it needs only the changes since then: no report, resend or
 * window request.
 */
export function isNearCursor(
  { cursor, reported, resend, windowRequests }: ReplicaPosition,
  to: Cursor,
): boolean {
  const since = cursor?.epoch === to.epoch ? parseSnapshot(cursor.snapshot) : null;
  const now = parseSnapshot(to.snapshot);
  if (since === null || now === null) return false;
  const isPlain = reported === undefined && (resend?.size ?? 0) + (windowRequests?.size ?? 0) === 0;
  return isPlain && BigInt(now.xmax) - BigInt(since.xmin) < maxNearTransactions;
}

/**
 * Computes the deltas of many replicas with near cursors, for example after a reconnect storm. The changes since the
 * oldest of their cursors are read once, in the transaction of a tick, and routed to each replica. A replica can
 * receive a row that it already has; the row is equal. A replica without an entry in the result does not hold
 * exactly its scope, and needs its own delta.
 */
export async function readNearDeltas(
  client: PoolClient,
  to: Cursor,
  positions: readonly ReplicaPosition[],
): Promise<ReadonlyMap<ReplicaPosition, ComputedDelta>> {
  const deltas = new Map<ReplicaPosition, ComputedDelta>();
  if (positions.length === 0) return deltas;
  const since = oldestSnapshot(positions);
  if (!(await isServable(client, { epoch: to.epoch, snapshot: `${since.xmin}:${since.xmax}:` }, to.epoch)))
    return deltas;
  // A few transactions can have written many rows.
  if (await hasManyChanges(client, since)) return deltas;
  const inScope = await positionsInScope(client, positions);
  const tick = await readTick(client, since, to, new SubscribedRows(inScope));
  for (const position of inScope) {
    const routed = tick === null ? null : routeTick(tick, position);
    deltas.set(position, {
      delta: { ...(routed?.delta ?? { ...emptyChanges, to }), from: position.cursor },
      held: routed?.held ?? position.held,
      appliedWindowRequests: new Map(),
      needsDigests: false,
    });
  }
  return deltas;
}

/** A snapshot that sees only what the snapshots of all these positions see. */
function oldestSnapshot(positions: readonly ReplicaPosition[]): Snapshot {
  const snapshots = positions.flatMap(({ cursor }) => parseSnapshot(cursor?.snapshot ?? '') ?? []);
  const least = (xids: readonly string[]) =>
    String(xids.map(BigInt).reduce((one, other) => (other < one ? other : one)));
  return {
    xmin: least(snapshots.map(({ xmin }) => xmin)),
    xmax: least(snapshots.map(({ xmax }) => xmax)),
    inProgress: [...new Set(snapshots.flatMap(({ inProgress }) => inProgress))],
  };
}

/**
 * Returns the positions that hold exactly their agent's scope at this snapshot (rule S4). All agents are read in one
 * query.
 */
async function positionsInScope(
  client: PoolClient,
  positions: readonly ReplicaPosition[],
): Promise<readonly ReplicaPosition[]> {
  const scope = await AgentScopes.read(client, [...new Set(positions.map(({ userId }) => userId))]);
  return positions.filter(({ userId, held }) => scope.isExactly(userId, held));
}

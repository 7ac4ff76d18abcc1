import type { Cursor } from '@holdfast/schema/protocol/cursor';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { PoolClient } from 'pg';

import type { ReplicaPosition } from '../delta/replica-position.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import { isMuchNews } from '../delta/is-much-news.ts';
import { isServable } from '../delta/is-servable.ts';
import { parseSnapshot, type Snapshot } from '../delta/snapshot.ts';
import { TeamScope } from '../scope/team-scope.ts';
import { Interest } from './interest.ts';
import { readTick } from './read-tick.ts';
import { routeTick } from './route-tick.ts';

/** A cursor is near when no more transactions than this began since the oldest that it did not see. */
const nearTransactions = 5000n;

/** A replica that stood here a moment ago, and of which nothing is asked but what has changed since. */
export function isNear({ cursor, reported, anew, windowRequests }: ReplicaPosition, to: Cursor): boolean {
  const since = cursor?.epoch === to.epoch ? parseSnapshot(cursor.snapshot) : null;
  const now = parseSnapshot(to.snapshot);
  if (since === null || now === null) return false;
  const isPlain = reported === undefined && (anew?.size ?? 0) + (windowRequests?.size ?? 0) === 0;
  return isPlain && BigInt(now.xmax) - BigInt(since.xmin) < nearTransactions;
}

/**
 * The deltas of many replicas that stand near, as when all of them come back at once: what is news to
 * any of them is read once, in the transaction of a tick, and each is told what concerns it. A row that one of them has
 * already is the same once more. Whoever is missing in the answer holds other conversations than it may, and needs a delta of its own.
 */
export async function readNearDeltas(
  client: PoolClient,
  to: Cursor,
  positions: readonly ReplicaPosition[],
): Promise<ReadonlyMap<ReplicaPosition, ComputedDelta>> {
  const found = new Map<ReplicaPosition, ComputedDelta>();
  if (positions.length === 0) return found;
  const since = newsToAny(positions);
  if (!(await isServable(client, { epoch: to.epoch, snapshot: `${since.xmin}:${since.xmax}:` }, to.epoch)))
    return found;
  // Few transactions may have written much.
  if (await isMuchNews(client, since)) return found;
  const inScope = await thoseInScope(client, positions);
  const tick = await readTick(client, since, to, new Interest(inScope));
  for (const position of inScope) {
    const routed = tick === null ? null : routeTick(tick, position);
    found.set(position, {
      delta: { ...(routed?.delta ?? { ...emptyChanges, to }), from: position.cursor },
      held: routed?.held ?? position.held,
      answered: new Map(),
      needsDigests: false,
    });
  }
  return found;
}

/** What was not yet to be seen by one of them. */
function newsToAny(positions: readonly ReplicaPosition[]): Snapshot {
  const snapshots = positions.flatMap(({ cursor }) => parseSnapshot(cursor?.snapshot ?? '') ?? []);
  const least = (xids: readonly string[]) =>
    String(xids.map(BigInt).reduce((one, other) => (other < one ? other : one)));
  return {
    xmin: least(snapshots.map(({ xmin }) => xmin)),
    xmax: least(snapshots.map(({ xmax }) => xmax)),
    inProgress: [...new Set(snapshots.flatMap(({ inProgress }) => inProgress))],
  };
}

/** What a replica says that it holds is compared with the scope as it is now (rule S4); agents are looked up together. */
async function thoseInScope(
  client: PoolClient,
  positions: readonly ReplicaPosition[],
): Promise<readonly ReplicaPosition[]> {
  const scope = await TeamScope.read(client, [...new Set(positions.map(({ userId }) => userId))]);
  return positions.filter(({ userId, held }) => scope.isExactly(userId, held));
}

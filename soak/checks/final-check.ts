import { setTimeout as delay } from 'node:timers/promises';

import { examineImage } from '@holdfast/testkit/oracle/examine-image';
import type { Finding } from '@holdfast/testkit/oracle/finding';
import type { ReplicaImage } from '@holdfast/testkit/oracle/replica-image';
import { SnapshotView } from '@holdfast/testkit/oracle/snapshot-view';
import type { StampedTransaction } from '@holdfast/testkit/oracle/snapshot-view';

import type { SoakReplica } from '../replica/soak-replica.ts';
import type { SoakWorld } from '../world/soak-world.ts';
import { currentTransaction, forgetOldVersions, loadHistory } from './history-reader.ts';
import type { Ledger } from './ledger.ts';
import type { WireTap } from './wire-tap.ts';

/** Time limit from the last fault until every replica has the newest state and an empty queue (invariant 8). */
const convergenceTimeoutMs = 120_000;

export interface FinalCheck {
  readonly findings: readonly Finding[];
  readonly convergedAfterMs: number;
  /** The slowest replica, and the states of its connection and queue until it had caught up. */
  readonly last: string;
}

/**
 * The check at the end of a round, after all faults have been healed: queues are empty, each replica equals the oracle,
 * and every message exists exactly once. Each image taken during the round must equal the server at the image's cursor.
 */
export async function finalCheck(
  world: SoakWorld,
  seen: { readonly images: readonly ReplicaImage[]; readonly ledger: Ledger; readonly tap: WireTap },
): Promise<FinalCheck> {
  const began = performance.now();
  const barrier = await writeBarrier(world);
  const late: Finding[] = [];
  const arrivals = await Promise.all(world.replicas.map((replica) => untilCaughtUp(replica, barrier, began)));
  const last = arrivals.flatMap(({ image }) => (image === null ? [] : [image]));
  for (const { replica, image } of arrivals) if (image === null) late.push(await lateness(replica, barrier));
  const convergedAfterMs = Math.round(performance.now() - began);
  const slowest = arrivals.toSorted((one, other) => other.afterMs - one.afterMs)[0];
  return await world.asOwner(async (client) => {
    const history = await loadHistory(client);
    const images = [...seen.images, ...last];
    const findings = [
      ...late,
      ...images.flatMap((image) => examineImage(image, history)),
      ...examineOrder(images),
      ...seen.tap.examine(history),
      ...(late.length === 0 ? await seen.ledger.examine(client) : []),
      ...(await mismatches(world)),
      ...world.unexpectedExits.splice(0).map((about): Finding => ({ invariant: 7, about, details: {} })),
    ];
    if (findings.length === 0) await forgetOldVersions(client);
    const stations = slowest?.stations.join(', ') ?? '';
    return { findings, convergedAfterMs, last: `${slowest?.replica.name}: ${stations}` };
  });
}

/**
 * Replicas verify their digests all the time. Their results are read from files, because a killed server loses its
 * counters.
 */
async function mismatches(world: SoakWorld): Promise<Finding[]> {
  const counted = (await world.server?.call('mismatches', undefined)) ?? 0;
  const files = await Promise.all(world.replicas.map((replica) => replica.evidence()));
  if (counted === 0 && files.flat().length === 0) return [];
  return [{ invariant: 8, about: 'digests differed', details: { counted, files } }];
}

/**
 * Commits a change that every replica receives.
 * @returns its transaction
 */
async function writeBarrier(world: SoakWorld): Promise<StampedTransaction> {
  return await world.inTenant(async (client) => {
    await client.query(
      'update conversation_tags set updated_at = clock_timestamp() where id = (select min(id) from conversation_tags)',
    );
    return await currentTransaction(client);
  });
}

interface CatchUpResult {
  readonly replica: SoakReplica;
  /** Null: the replica had not caught up in time. */
  readonly image: ReplicaImage | null;
  readonly afterMs: number;
  /** The states of the replica's connection and queue on the way. */
  readonly stations: readonly string[];
}

async function untilCaughtUp(
  replica: SoakReplica,
  barrier: StampedTransaction,
  began: number,
): Promise<CatchUpResult> {
  const stations: string[] = [];
  for (;;) {
    const status = await replica.status();
    const station = status === null ? 'no answer' : `${status.connection} with ${status.pending} queued`;
    if (stations.at(-1) !== station) stations.push(station);
    const image = status?.pending === 0 && status.connection === 'live' ? await replica.image() : null;
    const isThere = image?.cursor != null && new SnapshotView(image.cursor).sees(barrier);
    const afterMs = performance.now() - began;
    if (isThere && image.queued.length === 0 && image.remaining === 0)
      return { replica, image, afterMs, stations };
    if (afterMs > convergenceTimeoutMs) return { replica, image: null, afterMs, stations };
    await delay(100);
  }
}

async function lateness(replica: SoakReplica, barrier: StampedTransaction): Promise<Finding> {
  const [status, image] = [await replica.status(), await replica.image()];
  const about = `not converged after ${convergenceTimeoutMs / 1000} s`;
  const details = {
    replica: replica.name,
    status,
    cursor: image?.cursor,
    queued: image?.queued,
    barrier: String(barrier.id),
  };
  return { invariant: 8, about, details };
}

/** A replica's cursor never goes back (invariant 3). */
function examineOrder(images: readonly ReplicaImage[]): Finding[] {
  const latest = new Map<string, ReplicaImage>();
  return images.flatMap((image): Finding[] => {
    const before = latest.get(image.replica);
    latest.set(image.replica, image);
    if (before?.cursor == null || image.cursor === null || before.cursor.epoch !== image.cursor.epoch)
      return [];
    const isLater = new SnapshotView(image.cursor).includes(new SnapshotView(before.cursor));
    if (isLater) return [];
    const details = { replica: image.replica, before: before.cursor, after: image.cursor };
    return [{ invariant: 3, about: 'the cursor went back', details }];
  });
}

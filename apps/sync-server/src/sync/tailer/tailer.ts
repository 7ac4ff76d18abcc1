import { setImmediate as nextTurn } from 'node:timers/promises';

import { RunningWork } from '@holdfast/schema/async/running-work';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { PoolClient } from 'pg';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import type { ServerMetrics } from '../../metrics/create-metrics.ts';
import {
  computeDelta,
  computeDeltas,
  type DeltasWanted,
  type SharedSnapshot,
} from '../delta/compute-delta.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import { isServable } from '../delta/is-servable.ts';
import { parseSnapshot } from '../delta/snapshot.ts';
import { Interest } from './interest.ts';
import { isNear, readNearDeltas } from './near-deltas.ts';
import { readTick } from './read-tick.ts';
import type { AttachedReplica, RoutedTick } from './route-tick.ts';
import type { Tick } from './tick.ts';
import { Latch } from '../session/latch.ts';
import { tickPolicies, type TickPolicies } from '../session/tick-policies.ts';

/** Replicas that catch up in one tick; the others wait for the next, so that many at once do not starve the live ones. */
const joinsInATick = 8;
/** Those who stand near take little, but each is told at once, and whoever is live waits for that. */
const arrivalsInATick = 20;
/** How long a tick waits for those who join in it. Whoever takes longer joins again, from a nearer cursor. */
const joinPatienceMs = 100;
/** Those who arrived while others joined wait so long for more of them, unless there is something to tell. */
const crowdMs = 25;
/** A replica that would be sent more conversations than this in one tick is better served by a delta of its own. */
const heavyMove = 20;

/** Told so many, the tick waits until it is on its way: what is made for thousands at once stays in memory as garbage. */
const toldInATurn = 100;

/** A session as its tailer sees it. */
export interface TailedSession extends AttachedReplica {
  /** Takes what a tick says to it. False: it may not be sent more now, and is detached. */
  offer(routed: RoutedTick): boolean;
  /** It is not told of anything from here on, until it joins again. */
  detach(): void;
}

interface JoinRequest {
  readonly position: ReplicaPosition;
  readonly resolve: (joined: Joined) => void;
  readonly reject: (error: unknown) => void;
}

/** A session's own delta, and the way to be told what comes after it. */
export interface Joined {
  readonly computed: ComputedDelta;
  /** Attaches the session if the tailer still stands where the delta ends. */
  attach(session: TailedSession): boolean;
}

export interface TailerOptions {
  readonly pool: ClusterPool;
  readonly schemaName: string;
  readonly metrics: ServerMetrics;
  readonly onError: (error: unknown) => void;
  readonly policies?: TickPolicies;
}

/**
 * Follows one tenant for all its sessions on this process (rule D2): each tick reads what changed once, in one snapshot, and
 * puts together what each session is told. Sessions join at a tick: their own delta is computed in the tick's snapshot,
 * so that they stand exactly where the tailer stands.
 */
export class Tailer {
  readonly #options: TailerOptions;
  readonly #policies: TickPolicies;
  readonly #attached = new Set<TailedSession>();
  /** There is something to look for, or somebody to join. */
  readonly #changed = new Latch();
  readonly #hinted = new Latch();
  readonly #stop = new AbortController();
  readonly #arrived: JoinRequest[] = [];
  /** Who was found to need a delta of their own. */
  readonly #far: JoinRequest[] = [];
  /** Deltas of single sessions. They can outlast the tick that began them. */
  readonly #deltas = new RunningWork();
  #position: Cursor | null = null;
  /** Counts ticks. Whoever joined in one may attach until the next begins. */
  #tickNumber = 0;
  #running: Promise<void> | null = null;
  #tickedAt = 0;

  constructor(options: TailerOptions) {
    this.#options = options;
    this.#policies = options.policies ?? tickPolicies;
  }

  /** Up to where every attached session has been told everything. */
  get position(): Cursor | null {
    return this.#position;
  }

  /** Milliseconds since its last tick that did not fail; 0 while it rests. */
  get silence(): number {
    return this.#running === null ? 0 : performance.now() - this.#tickedAt;
  }

  /** Computes the session's own delta at the next tick. */
  join(position: ReplicaPosition): Promise<Joined> {
    if (this.#stop.signal.aborted) return Promise.reject(new HoldfastError('HF_DRAINING'));
    return new Promise((resolve, reject) => {
      this.#arrived.push({ position, resolve, reject });
      this.#changed.raise();
      this.#running ??= this.#run();
    });
  }

  /** Deltas that end where no tick does, for a replica that is far behind. */
  async computeSteps(wanted: DeltasWanted): Promise<void> {
    if (this.#stop.signal.aborted) throw new HoldfastError('HF_DRAINING');
    const { pool, schemaName } = this.#options;
    await this.#deltas.add(computeDeltas(pool, schemaName, wanted));
  }

  leave(session: TailedSession): void {
    this.#attached.delete(session);
    if (this.#attached.size === 0) this.#changed.raise();
  }

  /** Refuses sessions that wait to join. Resolves when nothing uses the pool. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#changed.raise();
    await this.#running;
    await this.#deltas.idle();
  }

  async #run(): Promise<void> {
    const { pool, schemaName, metrics, onError } = this.#options;
    this.#tickedAt = performance.now();
    const stopListening = pool.wakeUps.listen(schemaName, () => {
      this.#changed.raise();
      this.#hinted.raise();
    });
    try {
      while (!this.#stop.signal.aborted && this.#attached.size + this.#joining > 0) {
        try {
          const endTimer = metrics.tickSeconds.startTimer();
          await this.#tick();
          endTimer();
          this.#tickedAt = performance.now();
        } catch (error) {
          metrics.tickFailures.inc();
          onError(error);
          this.#detachAll();
        }
        if (this.#joining === 0) await this.#changed.wait(this.#policies.pollMs);
        else if (this.#far.length === 0) await this.#hinted.wait(crowdMs);
      }
    } finally {
      stopListening();
      this.#position = null;
      this.#running = null;
      this.#detachAll();
      this.#refuseAll(new HoldfastError('HF_DRAINING'));
    }
  }

  async #tick(): Promise<void> {
    const { pool, schemaName } = this.#options;
    this.#tickNumber += 1;
    const joining: JoinRequest[] = [];
    const computing: Promise<void>[] = [];
    try {
      await this.#policies.inOneSnapshot(pool.tickPool, schemaName, async (client) => {
        const to = await this.#policies.readPosition(client);
        await this.#tellAttached(client, to);
        this.#position = to;
        await this.#letNearJoin(client, to);
        joining.push(...this.#far.splice(0, joinsInATick));
        if (joining.length > 0) await this.#letJoin(client, joining, computing);
      });
    } catch (error) {
      // Also who has not had their turn: left waiting they would be asked for again at once, and for as long as it fails.
      for (const { reject } of joining) reject(error);
      this.#refuseAll(error);
      throw error;
    }
    if (computing.length > 0) await Promise.race([Promise.all(computing), pause(joinPatienceMs)]);
  }

  async #tellAttached(client: PoolClient, to: Cursor): Promise<void> {
    if (this.#attached.size === 0) return;
    const position = this.#position;
    const isServed = position !== null && (await isServable(client, position, to.epoch));
    const since = isServed ? parseSnapshot(position.snapshot) : null;
    // Another epoch, or tombstones were pruned since: each session's own delta says what that means for it.
    if (since === null) return this.#detachAll();
    const sessions = [...this.#attached];
    const tick = await readTick(client, since, to, new Interest(sessions));
    if (tick === null) return;
    let told = 0;
    for (const session of sessions) {
      // It may have ended in another's turn.
      if (!this.#attached.has(session) || !this.#tell(session, tick)) continue;
      told += 1;
      if (told % toldInATurn === 0) await nextTurn();
    }
  }

  /** Answers whether the tick had something to say to it. */
  #tell(session: TailedSession, tick: Tick): boolean {
    const routed = this.#policies.route(tick, session);
    if (routed === null) return false;
    if (routed.delta.entered.length > heavyMove || !session.offer(routed)) {
      this.#attached.delete(session);
      session.detach();
    }
    return true;
  }

  /** Those who stand near join at once; the others are kept for a delta of their own. Who comes meanwhile is looked at in the next tick. */
  async #letNearJoin(client: PoolClient, to: Cursor): Promise<void> {
    const looked = this.#arrived.slice(0, arrivalsInATick);
    const near = looked.flatMap(({ position }) => (isNear(position, to) ? [position] : []));
    const deltas = await readNearDeltas(client, to, near);
    const attach = this.#attachWhileHere();
    for (const request of this.#arrived.splice(0, looked.length)) {
      const computed = deltas.get(request.position);
      if (computed === undefined) this.#far.push(request);
      else request.resolve({ computed, attach });
    }
  }

  /** The session takes its place in the microtasks that follow its answer, before the next tick begins. */
  #attachWhileHere(): Joined['attach'] {
    const tickNumber = this.#tickNumber;
    return (session) => {
      const isHere = this.#tickNumber === tickNumber && this.#running !== null;
      if (isHere) this.#attached.add(session);
      return isHere;
    };
  }

  /** Hands the tick's snapshot to those who join and waits until each of them reads it. */
  async #letJoin(
    client: PoolClient,
    joining: readonly JoinRequest[],
    computing: Promise<void>[],
  ): Promise<void> {
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
    const id = rows[0]?.id ?? '';
    await Promise.all(
      joining.map(
        (request) =>
          new Promise<void>((taken) => {
            computing.push(this.#deltas.add(this.#computeJoin(request, { id, taken })).finally(taken));
          }),
      ),
    );
  }

  async #computeJoin({ position, resolve, reject }: JoinRequest, shared: SharedSnapshot): Promise<void> {
    const { pool, schemaName } = this.#options;
    const attach = this.#attachWhileHere();
    try {
      const computed = await computeDelta(pool, schemaName, position, shared);
      resolve({ computed, attach });
    } catch (error) {
      reject(error);
    }
  }

  get #joining(): number {
    return this.#arrived.length + this.#far.length;
  }

  #refuseAll(error: unknown): void {
    for (const { reject } of [...this.#arrived.splice(0), ...this.#far.splice(0)]) reject(error);
  }

  #detachAll(): void {
    for (const session of this.#attached) session.detach();
    this.#attached.clear();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

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
  type DeltasRequest,
  type ExportedSnapshot,
} from '../delta/compute-delta.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import { isServable } from '../delta/is-servable.ts';
import { parseSnapshot } from '../delta/snapshot.ts';
import { SubscribedRows } from './subscribed-rows.ts';
import { isNearCursor, readNearDeltas } from './near-deltas.ts';
import { readTick } from './read-tick.ts';
import type { AttachedReplica, RoutedTick } from './route-tick.ts';
import type { Tick } from './tick.ts';
import { AutoResetEvent } from '../session/auto-reset-event.ts';
import { tickPolicies, type TickPolicies } from '../session/tick-policies.ts';

/** Maximum number of sessions per tick that need their own delta. More would delay the live sessions. */
const maxFarJoinsPerTick = 8;
/**
 * Maximum number of sessions per tick whose cursor is near. They cost little, but live sessions wait for all of them.
 */
const maxNearJoinsPerTick = 20;
/** Maximum time that a tick waits for joining sessions. A slower session joins again later, from a nearer cursor. */
const joinTimeoutMs = 100;
/** Time to collect further join requests before the next tick. A wake-up ends it. */
const joinBatchDelayMs = 25;
/** A session that more conversations than this enter in one tick is detached and computes its own delta. */
const maxEnteringPerTick = 20;

/**
 * The tick yields to the event loop after this many sessions, so that their messages are sent. Messages built for
 * thousands of sessions at once would stay in memory as garbage.
 */
const maxSessionsPerTurn = 100;

/** The tailer's view of a session. */
export interface TailedSession extends AttachedReplica {
  /** Accepts the session's part of a tick. Returns false if the session has no room; then it is detached. */
  tryDeliver(routed: RoutedTick): boolean;
  /** Ends the delivery of ticks, until the session joins again. */
  detach(): void;
}

interface JoinRequest {
  readonly position: ReplicaPosition;
  readonly resolve: (joined: JoinResult) => void;
  readonly reject: (error: unknown) => void;
}

/** A session's own delta, and the function that attaches the session after it. */
export interface JoinResult {
  readonly computed: ComputedDelta;
  /** Attaches the session and returns true, if the tailer is still at the cursor where the delta ends. */
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
 * Follows one tenant for all its sessions on this process (rule D2). Each tick reads the changes once, in one snapshot,
 * and composes the delta of each session. Sessions join at a tick: their own delta is computed in the tick's snapshot,
 * so that their cursor then equals the tailer's.
 */
export class Tailer {
  readonly #options: TailerOptions;
  readonly #policies: TickPolicies;
  readonly #attached = new Set<TailedSession>();
  /** Set by wake-ups, join requests, the end of the last session, and `stop`. */
  readonly #changed = new AutoResetEvent();
  readonly #hinted = new AutoResetEvent();
  readonly #stop = new AbortController();
  readonly #arrived: JoinRequest[] = [];
  /** Sessions that need their own delta. */
  readonly #far: JoinRequest[] = [];
  /** Running computations of own deltas. They can outlast the tick that began them. */
  readonly #deltas = new RunningWork();
  #position: Cursor | null = null;
  /** Number of ticks so far. A session that joined in a tick can attach until the next one begins. */
  #tickNumber = 0;
  #running: Promise<void> | null = null;
  #tickedAt = 0;

  constructor(options: TailerOptions) {
    this.#options = options;
    this.#policies = options.policies ?? tickPolicies;
  }

  /** The cursor that every attached session has reached; null while the tailer is idle. */
  get position(): Cursor | null {
    return this.#position;
  }

  /** Milliseconds since the last successful tick; 0 while the tailer is idle. */
  get tickAgeMs(): number {
    return this.#running === null ? 0 : performance.now() - this.#tickedAt;
  }

  /** Computes the session's own delta at one of the next ticks. */
  join(position: ReplicaPosition): Promise<JoinResult> {
    if (this.#stop.signal.aborted) return Promise.reject(new HoldfastError('HF_DRAINING'));
    return new Promise((resolve, reject) => {
      this.#arrived.push({ position, resolve, reject });
      this.#changed.set();
      this.#running ??= this.#run();
    });
  }

  /** Computes deltas outside of ticks, for a replica that is far behind. */
  async computeAhead(wanted: DeltasRequest): Promise<void> {
    if (this.#stop.signal.aborted) throw new HoldfastError('HF_DRAINING');
    const { pool, schemaName } = this.#options;
    await this.#deltas.add(computeDeltas(pool, schemaName, wanted));
  }

  leave(session: TailedSession): void {
    this.#attached.delete(session);
    if (this.#attached.size === 0) this.#changed.set();
  }

  /** Refuses waiting join requests. Resolves when nothing uses the pool anymore. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#changed.set();
    await this.#running;
    await this.#deltas.idle();
  }

  async #run(): Promise<void> {
    const { pool, schemaName, metrics, onError } = this.#options;
    this.#tickedAt = performance.now();
    const stopListening = pool.wakeUps.listen(schemaName, () => {
      this.#changed.set();
      this.#hinted.set();
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
        else if (this.#far.length === 0) await this.#hinted.wait(joinBatchDelayMs);
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
        joining.push(...this.#far.splice(0, maxFarJoinsPerTick));
        if (joining.length > 0) await this.#letJoin(client, joining, computing);
      });
    } catch (error) {
      // Also refuses requests that this tick did not reach: kept, they would start the next tick at once while ticks fail.
      for (const { reject } of joining) reject(error);
      this.#refuseAll(error);
      throw error;
    }
    if (computing.length > 0) await Promise.race([Promise.all(computing), pause(joinTimeoutMs)]);
  }

  async #tellAttached(client: PoolClient, to: Cursor): Promise<void> {
    if (this.#attached.size === 0) return;
    const position = this.#position;
    const isServed = position !== null && (await isServable(client, position, to.epoch));
    const since = isServed ? parseSnapshot(position.snapshot) : null;
    // Another epoch, or tombstones were pruned since: each session's own delta handles that.
    if (since === null) return this.#detachAll();
    const sessions = [...this.#attached];
    const tick = await readTick(client, since, to, new SubscribedRows(sessions));
    if (tick === null) return;
    let delivered = 0;
    for (const session of sessions) {
      // The session may have left while this loop yielded.
      if (!this.#attached.has(session) || !this.#tell(session, tick)) continue;
      delivered += 1;
      if (delivered % maxSessionsPerTurn === 0) await nextTurn();
    }
  }

  /** Delivers the session's part of the tick. Returns false if the tick has nothing for it. */
  #tell(session: TailedSession, tick: Tick): boolean {
    const routed = this.#policies.route(tick, session);
    if (routed === null) return false;
    if (routed.delta.entered.length > maxEnteringPerTick || !session.tryDeliver(routed)) {
      this.#attached.delete(session);
      session.detach();
    }
    return true;
  }

  /**
   * Joins the sessions whose cursor is near, and moves the others to the queue for own deltas. Requests that arrive
   * during this wait for the next tick.
   */
  async #letNearJoin(client: PoolClient, to: Cursor): Promise<void> {
    const requests = this.#arrived.slice(0, maxNearJoinsPerTick);
    const near = requests.flatMap(({ position }) => (isNearCursor(position, to) ? [position] : []));
    const deltas = await readNearDeltas(client, to, near);
    const attach = this.#attachWhileHere();
    for (const request of this.#arrived.splice(0, requests.length)) {
      const computed = deltas.get(request.position);
      if (computed === undefined) this.#far.push(request);
      else request.resolve({ computed, attach });
    }
  }

  /** The session attaches in the microtasks after its join resolves, which is before the next tick begins. */
  #attachWhileHere(): JoinResult['attach'] {
    const tickNumber = this.#tickNumber;
    return (session) => {
      const isCurrent = this.#tickNumber === tickNumber && this.#running !== null;
      if (isCurrent) this.#attached.add(session);
      return isCurrent;
    };
  }

  /** Exports the tick's snapshot to the joining sessions and waits until each has imported it. */
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
          new Promise<void>((onImported) => {
            computing.push(
              this.#deltas.add(this.#computeJoin(request, { id, onImported })).finally(onImported),
            );
          }),
      ),
    );
  }

  async #computeJoin({ position, resolve, reject }: JoinRequest, shared: ExportedSnapshot): Promise<void> {
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

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { Down } from '@holdfast/schema/protocol/down';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { ReportDigests } from '@holdfast/schema/protocol/digest';
import type { Hello } from '@holdfast/schema/protocol/hello';
import type { SetPresence } from '@holdfast/schema/protocol/presence';
import type { SetWindow } from '@holdfast/schema/protocol/set-window';
import { oldestServedProtocolVersion, protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';

import type { ServerMetrics } from '../../metrics/create-metrics.ts';
import type { PresenceHandle } from '../../presence/presence-handle.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import type { WindowRequests } from '../window/window-requests.ts';
import type { RoutedTick } from '../tailer/route-tick.ts';
import { deltaBudgetBytes, deltaBytes } from '../delta/delta-bytes.ts';
import { DigestReportCollector } from './digest-report-collector.ts';
import { drainMessage } from './drain-message.ts';
import type { AdmissionTicket, FirstSyncAdmission } from './first-sync-admission.ts';
import type { AckWindow } from './ack-window.ts';
import { heldFromHello } from './held-from-hello.ts';
import { AutoResetEvent } from './auto-reset-event.ts';
import { DeltaPrefetcher } from './delta-prefetcher.ts';
import type { TailedSession, Tailer } from '../tailer/tailer.ts';

/** Poll interval of detached sessions. Acknowledgements wake them; this bounds the wait if one is lost. */
const detachedPollMs = 1000;
/**
 * Poll interval of attached sessions. Ticks wake them; this only bounds how late an idle session advances its cursor.
 */
const attachedPollMs = 10_000;
const idleAdvanceMs = 60_000;
/** An admitted first sync that acknowledges nothing for this long loses its slot if others wait. */
const slotIdleTimeoutMs = 10_000;

export interface SyncSessionOptions {
  readonly id: string;
  readonly schemaName: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly hello: Hello;
  readonly tailer: Tailer;
  /** Counts the unacknowledged bytes. */
  readonly flow: AckWindow;
  readonly firstSyncs: FirstSyncAdmission;
  readonly metrics: ServerMetrics;
  /** Null if the client does not support presence. */
  readonly presence: PresenceHandle | null;
  readonly readLastMutationId: () => Promise<number>;
  /** Bytes that the socket has not yet handed to the network. */
  readonly bufferedBytes: () => number;
  readonly clock: () => Date;
  readonly random: () => number;
  /** Aborted when the socket or the subscription ends. */
  readonly closed: AbortSignal;
  /** Aborted when the server begins to stop; `wakeAll` then wakes the sessions. */
  readonly draining: AbortSignal;
}

/** Maximum number of remembered conversations that the agent opened last. They are sent before others. */
const maxPreferred = 20;
/** Maximum number of pending window requests. */
const maxWindowRequests = 50;

/** A session counts as slow when its socket buffers more bytes than this (rule D3). */
const maxSocketBufferBytes = 1024 * 1024;

/**
 * The session of one connected replica. A detached session computes its own deltas from its own cursor; an attached one
 * receives its part of each tick of its tenant's tailer. A slow session is detached: the server queues nothing for it,
 * and its next own delta has everything that it missed (rules D2, D3).
 */
export class SyncSession implements TailedSession {
  readonly #options: SyncSessionOptions;
  readonly #flow: AckWindow;
  readonly #wake = new AutoResetEvent();
  /** Deltas of ticks that are accepted and not yet yielded. The acknowledgement window already counts their bytes. */
  readonly #mailbox: Delta[] = [];
  readonly #digests = new DigestReportCollector();
  #isVerifying = false;
  /** The device's last mutation id when the session read it. The replica may wait for results of later mutations. */
  #lastMutationId = 0;
  #attached = false;
  /** More remains than fits into one delta. It is sent in steps, as soon as there is room (rule D4). */
  #hasMore: boolean;
  #remaining: number | null = null;
  readonly #steps: DeltaPrefetcher;
  #ticket: AdmissionTicket | null = null;
  #toldAhead: number | null = null;
  #acknowledgedAt: number;
  #roomWanted = 0;
  #sentAt: number | null = null;
  #position: ReplicaPosition;
  /** The replica's cursor once it has applied all numbered batches. */
  #sentCursor: Cursor | null;
  #batchId = 0;

  constructor(options: SyncSessionOptions) {
    this.#options = options;
    this.#flow = options.flow;
    const { userId, deviceId, hello, tailer } = options;
    this.#steps = new DeltaPrefetcher((wanted) => tailer.computeAhead(wanted));
    const { cursor, oldestPendingMutationId } = hello;
    this.#position = {
      userId,
      deviceId,
      protocolVersion: hello.protocolVersion,
      cursor,
      held: heldFromHello(hello),
      oldestPendingMutationId,
      preferred: noConversations,
    };
    this.#sentCursor = cursor;
    this.#hasMore = cursor === null;
    this.#acknowledgedAt = options.clock().getTime();
  }

  get schemaName(): string {
    return this.#options.schemaName;
  }

  get userId(): number {
    return this.#options.userId;
  }

  get deviceId(): number {
    return this.#options.deviceId;
  }

  get isAttached(): boolean {
    return this.#attached;
  }

  get held(): ReadonlyMap<number, HeldConversation> {
    return this.#position.held;
  }

  /** Returns false if the agent exceeds the rate limit. */
  updatePresence({ conversationId, activity }: SetPresence): boolean {
    return this.#options.presence?.update(conversationId, activity) ?? true;
  }

  /** The agent opened this conversation: it enters whole before others. */
  prefer(conversationId: number): void {
    const preferred = new Set([conversationId, ...this.#position.preferred]);
    this.#position = { ...this.#position, preferred: new Set([...preferred].slice(0, maxPreferred)) };
  }

  /** Requests a window size in messages (rule S1). Returns false if 50 requests are already pending. */
  setWindow({ conversationId, messages }: SetWindow): boolean {
    if (this.held.get(conversationId)?.scope === 'header') this.prefer(conversationId);
    const requests = new Map(this.#position.windowRequests).set(conversationId, messages);
    if (requests.size > maxWindowRequests) return false;
    this.#position = { ...this.#position, windowRequests: requests };
    // The session's next own delta applies the request.
    this.#options.tailer.leave(this);
    this.detach();
    return true;
  }

  acknowledge(batchId: number): void {
    this.#flow.acknowledged(batchId);
    this.#acknowledgedAt = this.#options.clock().getTime();
    this.#wake.set();
  }

  /** Adds one part of the replica's digest report. After the last part the differing rows are sent (rule E4). */
  addDigests(part: ReportDigests): void {
    const report = this.#digests.add(part);
    if (report === null) return;
    const { conversations: held, oldestPendingMutationId } = report;
    this.#position = { ...this.#position, held, reported: report };
    this.#expectResultsFrom(oldestPendingMutationId);
    // After a restore many sessions compare at once: they are admitted like first syncs.
    this.#hasMore = true;
    this.#wake.set();
  }

  /**
   * Runs one verification at a time, because each can read as much as a replica holds.
   * @throws HoldfastError HF_RATE_LIMITED while another one runs
   */
  async whileVerifying<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isVerifying) throw new HoldfastError('HF_RATE_LIMITED');
    this.#isVerifying = true;
    try {
      return await work();
    } finally {
      this.#isVerifying = false;
    }
  }

  /** Sends conversations again that differ on the replica (rule V1): they leave and enter in the same delta. */
  resend(conversationIds: readonly number[]): void {
    const resend = new Set([...(this.#position.resend ?? []), ...conversationIds]);
    this.#position = { ...this.#position, resend };
    this.#options.tailer.leave(this);
    this.detach();
  }

  tryDeliver(routed: RoutedTick): boolean {
    const bytes = deltaBytes(routed.delta);
    // A change that is too large for one delta is sent in steps.
    const isTooMuch = bytes > deltaBudgetBytes && routed.delta.entered.length > 1;
    if (isTooMuch || !this.#maySend(bytes)) return false;
    this.#position = { ...this.#position, cursor: routed.delta.to, held: routed.held };
    this.#mailbox.push(this.#number({ ...routed.delta, from: this.#sentCursor }));
    this.#wake.set();
    return true;
  }

  detach(): void {
    this.#attached = false;
    this.#wake.set();
  }

  /** Makes the session check whether the server stops. Thousands of listeners on one signal would cost too much. */
  wake(): void {
    this.#wake.set();
  }

  /** Yields all messages to the device until the session is closed or the server stops. */
  async *run(): AsyncGenerator<Down, void, void> {
    const { hello, presence, closed } = this.#options;
    requireSupportedClient(hello);
    closed.addEventListener('abort', () => this.#wake.set());
    try {
      yield await this.#welcome();
      presence?.subscribe({ holds: (id) => this.held.has(id), wake: () => this.#wake.set() });
      yield* this.#deltas();
      if (!closed.aborted) yield drainMessage(this.#options.random);
    } finally {
      this.#releaseSlot();
      this.#options.tailer.leave(this);
    }
  }

  async *#deltas(): AsyncGenerator<Down, void, void> {
    const { presence } = this.#options;
    while (!this.#isOver) {
      for (let delta = this.#mailbox.shift(); delta !== undefined; delta = this.#mailbox.shift()) yield delta;
      // Between deltas, and not to a slow session: it gets the current state once there is room (rule P1).
      if (presence !== null && this.#maySend()) yield* presence.drain();
      if (this.#attached || this.#digests.isWaiting || !this.#maySend(this.#roomToBegin)) {
        await this.#wake.wait(this.#attached ? attachedPollMs : detachedPollMs);
        // Sessions that do not read must not use memory for prefetched steps.
        if (!this.#maySend()) this.#steps.clear();
        this.#releaseSlotIfStuck();
        yield* this.#advanceWhenIdle();
      } else if (!this.#hasMore) yield* this.#catchUp();
      else if (this.#isAdmitted()) yield* this.#step();
      else {
        yield* this.#tellAhead();
        await this.#wake.wait(detachedPollMs);
      }
    }
  }

  /**
   * Sends one step. The session stays detached while more steps remain, so the step does not wait for a tick. It waits
   * for room for at most 1 s.
   */
  async *#step(): AsyncGenerator<Down, void, void> {
    const next = await this.#steps.next(this.#position);
    await this.#untilRoomFor(deltaBytes(next.delta));
    yield* this.#tell(next);
  }

  async #untilRoomFor(bytes: number): Promise<void> {
    const until = performance.now() + detachedPollMs;
    // The event may be set from before, or for another reason.
    while (!this.#maySend(bytes) && !this.#isOver && performance.now() < until)
      await this.#wake.wait(until - performance.now());
  }

  get #isOver(): boolean {
    return this.#options.closed.aborted || this.#options.draining.aborted;
  }

  /** Bytes of room needed to begin a delta: any room for a step, otherwise room for a delta of usual size. */
  get #roomToBegin(): number {
    return Math.max(this.#roomWanted, this.#hasMore ? 1 : deltaBudgetBytes);
  }

  /** The first call requests the slot. */
  #isAdmitted(): boolean {
    this.#ticket ??= this.#options.firstSyncs.request(() => this.#wake.set());
    return this.#ticket.isAdmitted;
  }

  *#tellAhead(): Generator<Down, void, void> {
    const ahead = this.#ticket?.ahead ?? null;
    if (ahead === null || ahead === this.#toldAhead) return;
    this.#toldAhead = ahead;
    yield { type: 'waiting', ahead };
  }

  #releaseSlotIfStuck(): void {
    if (this.#ticket?.isAdmitted !== true || this.#options.firstSyncs.waiting === 0) return;
    const silentMs = this.#options.clock().getTime() - this.#acknowledgedAt;
    if (!this.#flow.isEmpty && silentMs > slotIdleTimeoutMs) this.#releaseSlot();
  }

  #releaseSlot(): void {
    this.#ticket?.release();
    this.#ticket = null;
    this.#toldAhead = null;
  }

  /** Advances the cursor of a replica that was sent nothing for 60 s, so that its next catch-up scans little. */
  *#advanceWhenIdle(): Generator<Delta, void, void> {
    const to = this.#options.tailer.position;
    const idle = this.#sentAt !== null && this.#options.clock().getTime() - this.#sentAt > idleAdvanceMs;
    if (!idle || !this.#attached || this.#mailbox.length > 0 || to === null || !this.#maySend()) return;
    this.#position = { ...this.#position, cursor: to };
    yield this.#number({ ...emptyChanges, from: this.#sentCursor, to });
  }

  /** Sends one own delta. Then attaches the session, if no tick has begun since the delta was computed. */
  async *#catchUp(): AsyncGenerator<Down, void, void> {
    const { computed, attach } = await this.#options.tailer.join(this.#position);
    yield* this.#tell(computed, attach);
  }

  async *#tell(
    computed: ComputedDelta,
    attach?: (session: TailedSession) => boolean,
  ): AsyncGenerator<Down, void, void> {
    if (computed.needsDigests) return yield* this.#askForDigests();
    const { delta, held } = computed;
    const bytes = deltaBytes(delta);
    if (!this.#flow.hasRoomFor(bytes)) {
      // The size is known only now. The delta is computed again when there is room, instead of being kept in memory.
      this.#roomWanted = bytes;
      this.#steps.clear();
      return;
    }
    this.#roomWanted = 0;
    const unsent = pendingResends(this.#position.resend, computed);
    const windowRequests = pendingWindowRequests(
      this.#position.windowRequests,
      computed.appliedWindowRequests,
    );
    const { reported: _, ...position } = this.#position;
    this.#position = {
      ...position,
      cursor: delta.to,
      held,
      resend: unsent,
      windowRequests,
      oldestPendingMutationId: null,
    };
    this.#hasMore = delta.remaining > 0;
    if (!this.#hasMore) this.#releaseSlot();
    const hasPending = this.#hasMore || unsent.size + windowRequests.size > 0;
    this.#attached = !hasPending && attach?.(this) === true;
    // An empty delta is not sent. The next one begins at the cursor that was sent last.
    const isOtherEpoch = delta.to.epoch !== this.#sentCursor?.epoch;
    const hasContent = isOtherEpoch || delta.remaining !== this.#remaining || !isEmpty(delta);
    this.#remaining = delta.remaining;
    if (this.#sentAt !== null && !hasContent) return;
    yield this.#number({ ...delta, from: delta.from === null ? null : this.#sentCursor });
  }

  /** The session sends no deltas until the report is complete. */
  async *#askForDigests(): AsyncGenerator<Down, void, void> {
    this.#lastMutationId = await this.#options.readLastMutationId();
    this.#releaseSlot();
    this.#digests.begin();
    yield { type: 'digestRequest' };
  }

  /** Includes the results of mutations that the replica is sending now, or renumbers after a restore. */
  #expectResultsFrom(oldestPendingMutationId: number | null): void {
    const next = this.#lastMutationId + 1;
    this.#position = {
      ...this.#position,
      oldestPendingMutationId: Math.min(oldestPendingMutationId ?? next, next),
    };
  }

  #maySend(bytes = 1): boolean {
    return this.#flow.hasRoomFor(bytes) && this.#options.bufferedBytes() < maxSocketBufferBytes;
  }

  #number(delta: Omit<Delta, 'type' | 'batchId'>): Delta {
    this.#batchId += 1;
    const bytes = deltaBytes(delta);
    // The slot's idle timeout starts when there is something to acknowledge.
    if (this.#flow.isEmpty) this.#acknowledgedAt = this.#options.clock().getTime();
    this.#flow.sent(this.#batchId, bytes);
    this.#options.metrics.deltas.inc();
    this.#options.metrics.deltaBytes.inc(bytes);
    this.#sentCursor = delta.to;
    this.#sentAt = this.#options.clock().getTime();
    this.#options.presence?.onScopeChange(delta);
    return { type: 'delta', batchId: this.#batchId, ...delta };
  }

  async #welcome(): Promise<Down> {
    this.#lastMutationId = await this.#options.readLastMutationId();
    this.#expectResultsFrom(this.#position.oldestPendingMutationId);
    return {
      type: 'welcome',
      sessionId: this.#options.id,
      protocolVersion: Math.min(this.#options.hello.protocolVersion, protocolVersion),
      lastMutationId: this.#lastMutationId,
      serverTime: this.#options.clock().toISOString(),
    };
  }
}

// Shared by the thousands of sessions without any.
const noConversations: ReadonlySet<number> = new Set();
const noRequests: WindowRequests = new Map();

/** A request that came, or changed, while this delta was computed stays pending. */
function pendingWindowRequests(
  requests: WindowRequests | undefined,
  applied: WindowRequests,
): WindowRequests {
  if (requests === undefined || requests.size === 0) return noRequests;
  return new Map([...requests].filter(([id, messages]) => applied.get(id) !== messages));
}

function requireSupportedClient(hello: Hello): void {
  const served =
    hello.protocolVersion >= oldestServedProtocolVersion && hello.protocolVersion <= protocolVersion;
  if (served && hello.schemaHash === schemaHash()) return;
  throw new HoldfastError('HF_CLIENT_OUTDATED', {
    details: { protocolVersion: hello.protocolVersion, serverProtocolVersion: protocolVersion },
  });
}

/** The resends that were requested while this delta was computed. */
function pendingResends(
  requested: ReadonlySet<number> | undefined,
  { delta, held }: ComputedDelta,
): ReadonlySet<number> {
  if (requested === undefined || requested.size === 0) return noConversations;
  const left = new Set(delta.left);
  return new Set([...requested].filter((id) => held.has(id) && !left.has(id)));
}

function isEmpty(delta: ComputedDelta['delta']): boolean {
  const { left, replaced, removals, parts, entered, results } = delta;
  const lists = [left, replaced, removals, parts, entered, results];
  return lists.every((list) => list.length === 0);
}

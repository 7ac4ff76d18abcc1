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
import type { PresenceSeat } from '../../presence/presence-seat.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import type { WindowRequests } from '../window/window-requests.ts';
import type { RoutedTick } from '../tailer/route-tick.ts';
import { deltaBudgetBytes, deltaBytes } from '../delta/delta-bytes.ts';
import { DigestExchange } from './digest-exchange.ts';
import { drainMessage } from './farewell-of.ts';
import type { AdmissionTicket, FirstSyncAdmission } from './first-sync-admission.ts';
import type { FlowWindow } from './flow-window.ts';
import { heldBy } from './held-by.ts';
import { Latch } from './latch.ts';
import { StepSupply } from './step-supply.ts';
import type { TailedSession, Tailer } from '../tailer/tailer.ts';

/** How long a session that may not be sent more waits before it looks again, should an acknowledgement get lost. */
const patienceMs = 1000;
/** Whoever is told everything has nothing to look for but whether it was idle for long. */
const attachedPatienceMs = 10_000;
const idleAdvanceMs = 60_000;
/** Whoever holds a place among the first syncs and acknowledges nothing for so long gives it to those who wait. */
const placePatienceMs = 10_000;

export interface SyncSessionOptions {
  readonly id: string;
  readonly schemaName: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly hello: Hello;
  readonly tailer: Tailer;
  /** What it may have been sent unacknowledged. */
  readonly flow: FlowWindow;
  readonly firstSyncs: FirstSyncAdmission;
  readonly metrics: ServerMetrics;
  /** Null: a replica that does not know of presence. */
  readonly presence: PresenceSeat | null;
  readonly readLastMutationId: () => Promise<number>;
  /** Bytes that the socket has not yet handed to the network. */
  readonly bufferedBytes: () => number;
  readonly clock: () => Date;
  readonly random: () => number;
  /** Aborted when the socket or the subscription ends. */
  readonly closed: AbortSignal;
  /** Aborted when the server begins to stop; whoever does so wakes its sessions. */
  readonly draining: AbortSignal;
}

/** Conversations that the agent opened last and that are still to come. */
const mostPreferred = 20;
/** Windows that are to change and have not yet. */
const mostWindowRequests = 50;

/** The socket's own buffer may hold this much before a session counts as slow (rule D3). */
const bufferLimitBytes = 1024 * 1024;

/**
 * One replica that is connected. Detached, it computes deltas of its own from its own cursor; attached, it is told what
 * each tick of its tenant's tailer says to it. Whoever is slow is detached: nothing is queued for it, and its next own
 * delta brings what it missed (rules D2, D3).
 */
export class SyncSession implements TailedSession {
  readonly #options: SyncSessionOptions;
  readonly #flow: FlowWindow;
  readonly #wake = new Latch();
  /** Ticks that were taken and not yet yielded; their bytes are in the flow window. */
  readonly #mailbox: Delta[] = [];
  readonly #digests = new DigestExchange();
  #isVerifying = false;
  /** A result of a later mutation may be one that the replica waits for. */
  #lastMutationId = 0;
  #attached = false;
  /** More is to come than goes into one delta: it comes in deltas of its own, as soon as there is room (rule D4). */
  #hasMore: boolean;
  #remaining: number | null = null;
  readonly #steps: StepSupply;
  #ticket: AdmissionTicket | null = null;
  #toldAhead: number | null = null;
  #acknowledgedAt: number;
  #roomWanted = 0;
  #sentAt: number | null = null;
  #position: ReplicaPosition;
  /** Where the replica stands once it has applied all that was numbered. */
  #sentCursor: Cursor | null;
  #batchId = 0;

  constructor(options: SyncSessionOptions) {
    this.#options = options;
    this.#flow = options.flow;
    const { userId, deviceId, hello, tailer } = options;
    this.#steps = new StepSupply((wanted) => tailer.computeSteps(wanted));
    const { cursor, oldestPendingMutationId } = hello;
    this.#position = {
      userId,
      deviceId,
      protocolVersion: hello.protocolVersion,
      cursor,
      held: heldBy(hello),
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

  /** Answers false where the agent says too much at once. */
  sayPresence({ conversationId, activity }: SetPresence): boolean {
    return this.#options.presence?.say(conversationId, activity) ?? true;
  }

  /** The agent wants to see this conversation: it comes whole before others. */
  prefer(conversationId: number): void {
    const preferred = new Set([conversationId, ...this.#position.preferred]);
    this.#position = { ...this.#position, preferred: new Set([...preferred].slice(0, mostPreferred)) };
  }

  /** How many messages the replica wants to hold of a conversation (rule S1). Answers false where it asks too much at once. */
  setWindow({ conversationId, messages }: SetWindow): boolean {
    if (this.held.get(conversationId)?.scope === 'header') this.prefer(conversationId);
    const requests = new Map(this.#position.windowRequests).set(conversationId, messages);
    if (requests.size > mostWindowRequests) return false;
    this.#position = { ...this.#position, windowRequests: requests };
    // Its own next delta answers.
    this.#options.tailer.leave(this);
    this.detach();
    return true;
  }

  acknowledge(batchId: number): void {
    this.#flow.acknowledged(batchId);
    this.#acknowledgedAt = this.#options.clock().getTime();
    this.#wake.raise();
  }

  /** A part of what the replica was asked for; once it has told all, what differs is sent (rule E4). */
  takeDigests(part: ReportDigests): void {
    const report = this.#digests.take(part);
    if (report === null) return;
    const { conversations: held, oldestPendingMutationId } = report;
    this.#position = { ...this.#position, held, reported: report };
    this.#expectResultsFrom(oldestPendingMutationId);
    // Many compare at once after a restore: in turn, like first syncs.
    this.#hasMore = true;
    this.#wake.raise();
  }

  /**
   * One verification at a time: each may read as much as a replica holds.
   * @throws HoldfastError HF_RATE_LIMITED while another is under way
   */
  async verifying<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isVerifying) throw new HoldfastError('HF_RATE_LIMITED');
    this.#isVerifying = true;
    try {
      return await work();
    } finally {
      this.#isVerifying = false;
    }
  }

  /** The replica holds these otherwise than the server (rule V1): they go, and come again in the same delta. */
  sendAnew(conversationIds: readonly number[]): void {
    const anew = new Set([...(this.#position.anew ?? []), ...conversationIds]);
    this.#position = { ...this.#position, anew };
    this.#options.tailer.leave(this);
    this.detach();
  }

  offer(routed: RoutedTick): boolean {
    const bytes = deltaBytes(routed.delta);
    // What is too much for one delta comes in steps.
    const isTooMuch = bytes > deltaBudgetBytes && routed.delta.entered.length > 1;
    if (isTooMuch || !this.#maySend(bytes)) return false;
    this.#position = { ...this.#position, cursor: routed.delta.to, held: routed.held };
    this.#mailbox.push(this.#number({ ...routed.delta, from: this.#sentCursor }));
    this.#wake.raise();
    return true;
  }

  detach(): void {
    this.#attached = false;
    this.#wake.raise();
  }

  /** Has it look whether the server stops: as one of thousands it does not listen for that itself. */
  wake(): void {
    this.#wake.raise();
  }

  /** Everything that this session is told, until it is closed or the server stops. */
  async *run(): AsyncGenerator<Down, void, void> {
    const { hello, presence, closed } = this.#options;
    requireServed(hello);
    closed.addEventListener('abort', () => this.#wake.raise());
    try {
      yield await this.#welcome();
      presence?.sit({ holds: (id) => this.held.has(id), wake: () => this.#wake.raise() });
      yield* this.#deltas();
      if (!closed.aborted) yield drainMessage(this.#options.random);
    } finally {
      this.#leavePlace();
      this.#options.tailer.leave(this);
    }
  }

  async *#deltas(): AsyncGenerator<Down, void, void> {
    const { presence } = this.#options;
    while (!this.#isOver) {
      for (let delta = this.#mailbox.shift(); delta !== undefined; delta = this.#mailbox.shift()) yield delta;
      // Beside the deltas, and never to a slow session, which hears later how things are then (rule P1).
      if (presence !== null && this.#maySend()) yield* presence.take();
      if (this.#attached || this.#digests.isWaiting || !this.#maySend(this.#roomToBegin)) {
        await this.#wake.wait(this.#attached ? attachedPatienceMs : patienceMs);
        // Who does not read costs no memory, however many they are.
        if (!this.#maySend()) this.#steps.forget();
        this.#leavePlaceIfStuck();
        yield* this.#advanceWhenIdle();
      } else if (!this.#hasMore) yield* this.#catchUp();
      else if (this.#isAdmitted()) yield* this.#step();
      else {
        yield* this.#tellAhead();
        await this.#wake.wait(patienceMs);
      }
    }
  }

  /**
   * One delta of many: nothing to be attached for, so that it need not wait for a tick. It waits for room for a second
   * at most.
   */
  async *#step(): AsyncGenerator<Down, void, void> {
    const next = await this.#steps.next(this.#position);
    await this.#untilRoomFor(deltaBytes(next.delta));
    yield* this.#tell(next);
  }

  async #untilRoomFor(bytes: number): Promise<void> {
    const until = performance.now() + patienceMs;
    // What wakes it may have happened before, or be something else.
    while (!this.#maySend(bytes) && !this.#isOver && performance.now() < until)
      await this.#wake.wait(until - performance.now());
  }

  get #isOver(): boolean {
    return this.#options.closed.aborted || this.#options.draining.aborted;
  }

  /** Of many deltas the next is begun as long as anything more may be sent; any other when it will probably fit. */
  get #roomToBegin(): number {
    return Math.max(this.#roomWanted, this.#hasMore ? 1 : deltaBudgetBytes);
  }

  /** The first time it is asked it takes its place in the order. */
  #isAdmitted(): boolean {
    this.#ticket ??= this.#options.firstSyncs.request(() => this.#wake.raise());
    return this.#ticket.isAdmitted;
  }

  *#tellAhead(): Generator<Down, void, void> {
    const ahead = this.#ticket?.ahead ?? null;
    if (ahead === null || ahead === this.#toldAhead) return;
    this.#toldAhead = ahead;
    yield { type: 'waiting', ahead };
  }

  #leavePlaceIfStuck(): void {
    if (this.#ticket?.isAdmitted !== true || this.#options.firstSyncs.waiting === 0) return;
    const silentMs = this.#options.clock().getTime() - this.#acknowledgedAt;
    if (!this.#flow.isEmpty && silentMs > placePatienceMs) this.#leavePlace();
  }

  #leavePlace(): void {
    this.#ticket?.leave();
    this.#ticket = null;
    this.#toldAhead = null;
  }

  /** Nothing to tell for long: moves the replica's cursor on, so that its next catch-up has little to scan. */
  *#advanceWhenIdle(): Generator<Delta, void, void> {
    const to = this.#options.tailer.position;
    const idle = this.#sentAt !== null && this.#options.clock().getTime() - this.#sentAt > idleAdvanceMs;
    if (!idle || !this.#attached || this.#mailbox.length > 0 || to === null || !this.#maySend()) return;
    this.#position = { ...this.#position, cursor: to };
    yield this.#number({ ...emptyChanges, from: this.#sentCursor, to });
  }

  /** One delta of its own; from then on it is told what the ticks say, if no tick has passed in the meantime. */
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
      // It was not to be foreseen. It is computed again when there is room, rather than kept until then.
      this.#roomWanted = bytes;
      this.#steps.forget();
      return;
    }
    this.#roomWanted = 0;
    const anew = stillToCome(this.#position.anew, computed);
    const windowRequests = unanswered(this.#position.windowRequests, computed.answered);
    const { reported: _, ...position } = this.#position;
    this.#position = {
      ...position,
      cursor: delta.to,
      held,
      anew,
      windowRequests,
      oldestPendingMutationId: null,
    };
    this.#hasMore = delta.remaining > 0;
    if (!this.#hasMore) this.#leavePlace();
    const isOwed = this.#hasMore || anew.size + windowRequests.size > 0;
    this.#attached = !isOwed && attach?.(this) === true;
    // An empty delta is not sent; the next one begins where the replica really stands.
    const isOtherEpoch = delta.to.epoch !== this.#sentCursor?.epoch;
    const isNews = isOtherEpoch || delta.remaining !== this.#remaining || !isEmpty(delta);
    this.#remaining = delta.remaining;
    if (this.#sentAt !== null && !isNews) return;
    yield this.#number({ ...delta, from: delta.from === null ? null : this.#sentCursor });
  }

  /** It is told nothing until it has answered. */
  async *#askForDigests(): AsyncGenerator<Down, void, void> {
    this.#lastMutationId = await this.#options.readLastMutationId();
    this.#leavePlace();
    this.#digests.ask();
    yield { type: 'digestRequest' };
  }

  /** Also those of mutations that the replica sends just now, or numbers anew after a restore. */
  #expectResultsFrom(oldestPendingMutationId: number | null): void {
    const next = this.#lastMutationId + 1;
    this.#position = {
      ...this.#position,
      oldestPendingMutationId: Math.min(oldestPendingMutationId ?? next, next),
    };
  }

  #maySend(bytes = 1): boolean {
    return this.#flow.hasRoomFor(bytes) && this.#options.bufferedBytes() < bufferLimitBytes;
  }

  #number(delta: Omit<Delta, 'type' | 'batchId'>): Delta {
    this.#batchId += 1;
    const bytes = deltaBytes(delta);
    // Silence counts from when there is something to acknowledge.
    if (this.#flow.isEmpty) this.#acknowledgedAt = this.#options.clock().getTime();
    this.#flow.sent(this.#batchId, bytes);
    this.#options.metrics.deltas.inc();
    this.#options.metrics.deltaBytes.inc(bytes);
    this.#sentCursor = delta.to;
    this.#sentAt = this.#options.clock().getTime();
    this.#options.presence?.moved(delta);
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

// Shared by the thousands of sessions that have none.
const noConversations: ReadonlySet<number> = new Set();
const noRequests: WindowRequests = new Map();

/** A request that came, or changed, while this delta was computed waits for the next. */
function unanswered(requests: WindowRequests | undefined, answered: WindowRequests): WindowRequests {
  if (requests === undefined || requests.size === 0) return noRequests;
  return new Map([...requests].filter(([id, messages]) => answered.get(id) !== messages));
}

function requireServed(hello: Hello): void {
  const served =
    hello.protocolVersion >= oldestServedProtocolVersion && hello.protocolVersion <= protocolVersion;
  if (served && hello.schemaHash === schemaHash()) return;
  throw new HoldfastError('HF_CLIENT_OUTDATED', {
    details: { protocolVersion: hello.protocolVersion, serverProtocolVersion: protocolVersion },
  });
}

/** Those that were asked for while this delta was computed. */
function stillToCome(
  anew: ReadonlySet<number> | undefined,
  { delta, held }: ComputedDelta,
): ReadonlySet<number> {
  if (anew === undefined || anew.size === 0) return noConversations;
  const left = new Set(delta.left);
  return new Set([...anew].filter((id) => held.has(id) && !left.has(id)));
}

function isEmpty(delta: ComputedDelta['delta']): boolean {
  const { left, replaced, removals, parts, entered, results } = delta;
  const lists = [left, replaced, removals, parts, entered, results];
  return lists.every((list) => list.length === 0);
}

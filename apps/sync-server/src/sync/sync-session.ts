import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { Down } from '@holdfast/schema/protocol/down';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { Hello } from '@holdfast/schema/protocol/hello';
import type { SetPresence } from '@holdfast/schema/protocol/presence';
import { oldestServedProtocolVersion, protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';

import type { ServerMetrics } from '../metrics/create-metrics.ts';
import type { PresenceSeat } from '../presence/presence-seat.ts';
import type { ComputedDelta, ReplicaPosition } from '../use-cases/delta/compute-delta.ts';
import type { RoutedTick } from '../use-cases/tick/route-tick.ts';
import { FlowWindow } from './flow-window.ts';
import { Latch } from './latch.ts';
import type { TailedSession, Tailer } from './tailer.ts';

/** How long a session that may not be sent more waits before it looks again, should an acknowledgement get lost. */
const patienceMs = 1000;
const drainSpreadMs = 5000;
const idleAdvanceMs = 60_000;

export interface SyncSessionOptions {
  readonly id: string;
  readonly schemaName: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly hello: Hello;
  readonly tailer: Tailer;
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
  /** Aborted when the server begins to stop. */
  readonly draining: AbortSignal;
}

/** The socket's own buffer may hold this much before a session counts as slow (rule D3). */
const bufferLimitBytes = 1024 * 1024;

/**
 * One replica that is connected. Detached, it computes deltas of its own from its own cursor; attached, it is told what
 * each tick of its tenant's tailer says to it. Whoever is slow is detached: nothing is queued for it, and its next own
 * delta brings what it missed (rules D2, D3).
 */
export class SyncSession implements TailedSession {
  readonly #options: SyncSessionOptions;
  readonly #flow = new FlowWindow();
  readonly #wake = new Latch();
  /** Ticks that were taken and not yet yielded; their bytes are in the flow window. */
  readonly #mailbox: Delta[] = [];
  #attached = false;
  #sentAt: number | null = null;
  #position: ReplicaPosition;
  /** Where the replica stands once it has applied all that was numbered. */
  #sentCursor: Cursor | null;
  #batchId = 0;

  constructor(options: SyncSessionOptions) {
    this.#options = options;
    const { userId, deviceId, hello } = options;
    const { cursor, oldestPendingMutationId } = hello;
    const held = new Map<number, HeldConversation>(
      hello.held.map((conversation) => [conversation.conversationId, conversation]),
    );
    this.#position = { userId, deviceId, cursor, held, oldestPendingMutationId };
    this.#sentCursor = cursor;
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

  acknowledge(batchId: number): void {
    this.#flow.acknowledged(batchId);
    this.#wake.raise();
  }

  offer(routed: RoutedTick): boolean {
    if (!this.#maySend()) return false;
    this.#position = { ...this.#position, cursor: routed.delta.to, held: routed.held };
    this.#mailbox.push(this.#number({ ...routed.delta, from: this.#sentCursor }));
    this.#wake.raise();
    return true;
  }

  detach(): void {
    this.#attached = false;
    this.#wake.raise();
  }

  /** Everything that this session is told, until it is closed or the server stops. */
  async *run(): AsyncGenerator<Down, void, void> {
    const { hello, presence, closed, draining } = this.#options;
    requireServed(hello);
    const stop = AbortSignal.any([closed, draining]);
    try {
      yield await this.#welcome();
      presence?.sit({ holds: (id) => this.held.has(id), wake: () => this.#wake.raise() });
      yield* this.#deltas(stop);
      if (!closed.aborted) yield this.#drain();
    } finally {
      this.#options.tailer.leave(this);
    }
  }

  async *#deltas(stop: AbortSignal): AsyncGenerator<Down, void, void> {
    const { presence } = this.#options;
    while (!stop.aborted) {
      for (let delta = this.#mailbox.shift(); delta !== undefined; delta = this.#mailbox.shift()) yield delta;
      // Beside the deltas, and never to a slow session, which hears later how things are then (rule P1).
      if (presence !== null && this.#maySend()) yield* presence.take();
      if (this.#attached || !this.#maySend()) {
        await this.#wake.wait(patienceMs, stop);
        yield* this.#advanceWhenIdle();
      } else yield* this.#catchUp();
    }
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
  async *#catchUp(): AsyncGenerator<Delta, void, void> {
    const { computed, attach } = await this.#options.tailer.join(this.#position);
    this.#position = {
      ...this.#position,
      cursor: computed.delta.to,
      held: computed.held,
      oldestPendingMutationId: null,
    };
    this.#attached = attach(this);
    // An empty delta is not sent; the next one begins where the replica really stands.
    if (this.#sentAt !== null && isEmpty(computed.delta)) return;
    const from = computed.delta.from === null ? null : this.#sentCursor;
    yield this.#number({ ...computed.delta, from });
  }

  #maySend(): boolean {
    return this.#flow.isOpen && this.#options.bufferedBytes() < bufferLimitBytes;
  }

  #number(delta: Omit<Delta, 'type' | 'batchId'>): Delta {
    this.#batchId += 1;
    const bytes = delta.parts.reduce((sum, part) => sum + part.rows.length, 0);
    this.#flow.sent(this.#batchId, bytes);
    this.#options.metrics.deltas.inc();
    this.#options.metrics.deltaBytes.inc(bytes);
    this.#sentCursor = delta.to;
    this.#sentAt = this.#options.clock().getTime();
    this.#options.presence?.moved(delta);
    return { type: 'delta', batchId: this.#batchId, ...delta };
  }

  async #welcome(): Promise<Down> {
    return {
      type: 'welcome',
      sessionId: this.#options.id,
      protocolVersion,
      lastMutationId: await this.#options.readLastMutationId(),
      serverTime: this.#options.clock().toISOString(),
    };
  }

  /** Each session comes back at its own time, so that they do not all come at once (rule D6). */
  #drain(): Down {
    return { type: 'drain', reconnectAfterMs: Math.round(this.#options.random() * drainSpreadMs) };
  }
}

function requireServed(hello: Hello): void {
  const served =
    hello.protocolVersion >= oldestServedProtocolVersion && hello.protocolVersion <= protocolVersion;
  if (served && hello.schemaHash === schemaHash()) return;
  throw new HoldfastError('HF_CLIENT_OUTDATED', {
    details: { protocolVersion: hello.protocolVersion, serverProtocolVersion: protocolVersion },
  });
}

function isEmpty(delta: ComputedDelta['delta']): boolean {
  const { left, removals, parts, entered, results } = delta;
  return left.length + removals.length + parts.length + entered.length + results.length === 0;
}

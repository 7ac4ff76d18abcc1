import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Down } from '@holdfast/schema/protocol/down';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { Hello } from '@holdfast/schema/protocol/hello';
import { oldestServedProtocolVersion, protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import type { Pool } from 'pg';

import { onTenantCommit } from '../db/commit-hints.ts';
import { computeDelta, type ComputedDelta, type ReplicaPosition } from '../use-cases/delta/compute-delta.ts';
import { readLastMutationId } from '../use-cases/mutations/read-last-mutation-id.ts';
import { FlowWindow } from './flow-window.ts';
import { Latch } from './latch.ts';

/** Without any hint a change is found this soon (rule D2). */
export const slowPollMs = 1000;
/** A replica's cursor is moved on at least this often, so that its next catch-up has little to scan. */
const idleAdvanceMs = 60_000;
const drainSpreadMs = 5000;

export interface SyncSessionOptions {
  readonly id: string;
  readonly pool: Pool;
  readonly schemaName: string;
  readonly userId: number;
  readonly deviceId: number;
  readonly hello: Hello;
  readonly clock: () => Date;
  readonly random: () => number;
  /** Aborted when the socket or the subscription ends. */
  readonly closed: AbortSignal;
  /** Aborted when the server begins to stop. */
  readonly draining: AbortSignal;
}

/** One replica that is connected: computes its deltas from its own cursor and sends no more than it commits (rule D3). */
export class SyncSession {
  readonly #options: SyncSessionOptions;
  readonly #flow = new FlowWindow();
  readonly #changed = new Latch();
  readonly #committed = new Latch();
  #batchId = 0;

  constructor(options: SyncSessionOptions) {
    this.#options = options;
  }

  get deviceId(): number {
    return this.#options.deviceId;
  }

  get schemaName(): string {
    return this.#options.schemaName;
  }

  get userId(): number {
    return this.#options.userId;
  }

  acknowledge(batchId: number): void {
    this.#flow.acknowledged(batchId);
    this.#committed.raise();
  }

  /** Everything that this session is told, until it is closed or the server stops. */
  async *run(): AsyncGenerator<Down, void, void> {
    const { pool, schemaName, closed, draining } = this.#options;
    requireServed(this.#options.hello);
    const stop = AbortSignal.any([closed, draining]);
    // Listening before the first look: what commits in between raises the latch.
    const stopListening = onTenantCommit(pool, schemaName, () => this.#changed.raise());
    try {
      yield await this.#welcome();
      yield* this.#deltas(stop);
      if (!closed.aborted) yield this.#drain();
    } finally {
      stopListening();
    }
  }

  async *#deltas(stop: AbortSignal): AsyncGenerator<Delta, void, void> {
    const { pool, schemaName, clock } = this.#options;
    let position = this.#startingPosition();
    let sentCursor = position.cursor;
    let sentAt: number | null = null;
    while (!stop.aborted) {
      const computed = await computeDelta(pool, schemaName, position);
      position = {
        ...position,
        cursor: computed.delta.to,
        held: computed.held,
        oldestPendingMutationId: null,
      };
      const idle = sentAt !== null && clock().getTime() - sentAt < idleAdvanceMs;
      if (sentAt === null || !idle || !isEmpty(computed)) {
        // An empty delta is not sent; the next one begins where the replica really stands.
        const from = computed.delta.from === null ? null : sentCursor;
        yield this.#number({ ...computed.delta, from });
        sentCursor = computed.delta.to;
        sentAt = clock().getTime();
      }
      while (!this.#flow.isOpen && !stop.aborted) await this.#committed.wait(slowPollMs, stop);
      await this.#changed.wait(slowPollMs, stop);
    }
  }

  async #welcome(): Promise<Down> {
    const { id, pool, schemaName, deviceId, clock } = this.#options;
    return {
      type: 'welcome',
      sessionId: id,
      protocolVersion,
      lastMutationId: await readLastMutationId(pool, schemaName, deviceId),
      serverTime: clock().toISOString(),
    };
  }

  #startingPosition(): ReplicaPosition {
    const { userId, deviceId, hello } = this.#options;
    const held = new Map<number, HeldConversation>(
      hello.held.map((conversation) => [conversation.conversationId, conversation]),
    );
    const { cursor, oldestPendingMutationId } = hello;
    return { userId, deviceId, cursor, held, oldestPendingMutationId };
  }

  #number(delta: ComputedDelta['delta']): Delta {
    this.#batchId += 1;
    const bytes = delta.parts.reduce((sum, part) => sum + part.rows.length, 0);
    this.#flow.sent(this.#batchId, bytes);
    return { type: 'delta', batchId: this.#batchId, ...delta };
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

function isEmpty({ delta }: ComputedDelta): boolean {
  return (
    delta.left.length === 0 &&
    delta.removals.length === 0 &&
    delta.parts.length === 0 &&
    delta.entered.length === 0 &&
    delta.results.length === 0
  );
}

import { setTimeout as delay } from 'node:timers/promises';
import { RunningWork } from '@holdfast/schema/async/running-work';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Down } from '@holdfast/schema/protocol/down';
import type { Presence, SetPresence } from '@holdfast/schema/protocol/presence';
import type { SetWindow } from '@holdfast/schema/protocol/set-window';
import { SerialQueue } from '../replica/serial-queue.ts';
import { nextConnectionState } from './connection-machine.ts';
import type { ConnectionEvent, ConnectionMachineState } from './connection-machine.ts';
import { DeltaBatch } from './delta-batch.ts';
import { IdRefiller } from './id-refiller.ts';
import { Pusher } from './pusher.ts';
import { asksForNewToken, asksForSignIn } from './server-error.ts';
import { openServerSession } from './server-session.ts';
import type { ServerSession } from './server-session.ts';
import type { SyncTarget } from './sync-target.ts';
import type { TokenManager } from './token-manager.ts';
import { Verifier } from '../verify/verifier.ts';

export interface SyncClientOptions {
  readonly serverUrl: string;
  readonly target: SyncTarget;
  readonly tokens: TokenManager;
  /** Called with the server's time at the start of each session. */
  readonly onServerTime?: (serverTime: string) => void;
  readonly random: () => number;
  readonly verifyStepMs?: number | undefined;
  readonly onState: (state: ConnectionMachineState) => void;
  readonly onPresence: (presence: Presence) => void;
  /** Called with the number of first syncs ahead of this one (rule D4). */
  readonly onWaiting?: (ahead: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/** One attempt to connect, from the token to the end of the session. */
interface Attempt {
  readonly steps: SerialQueue;
  /** The batch of the last queued step if that has not begun: the next delta is added to it. */
  batch?: DeltaBatch | undefined;
  session?: ServerSession;
  sessionId?: string;
  ids?: IdRefiller;
  pusher?: Pusher;
  verifier?: Verifier;
  isOver: boolean;
}

/** Maximum time of an attempt until the welcome. */
const welcomeTimeoutMs = 15_000;

/** Keeps a replica synchronized with the server. Runs the connection machine and performs its effects. */
export class SyncClient {
  readonly #options: SyncClientOptions;
  #state: ConnectionMachineState = { kind: 'signed-out' };
  #attempt: Attempt | undefined;
  /** Work of ended attempts that is still being applied, pushed or verified. */
  readonly #ending = new RunningWork();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SyncClientOptions) {
    this.#options = options;
  }

  get state(): ConnectionMachineState {
    return this.#state;
  }

  /** Connects, and reconnects whenever the connection is lost. */
  start(): void {
    this.#dispatch({ type: 'signed-in' });
  }

  /** Ends the connection. Resolves when no attempt uses the replica any more. */
  async stop(): Promise<void> {
    this.#dispatch({ type: 'signed-out' });
    await this.#ending.idle();
  }

  connectNow(): void {
    this.#dispatch({ type: 'connect-now' });
  }

  /** Call after an agent action. */
  wakePusher(): void {
    this.#attempt?.pusher?.wake();
  }

  /** Sends it on the current connection; without one it is dropped. */
  async sendPresence(statement: Omit<SetPresence, 'sessionId'>): Promise<void> {
    const { session, sessionId } = this.#attempt ?? {};
    if (sessionId !== undefined) await session?.setPresence({ ...statement, sessionId });
  }

  /** Returns false without a connection. The messages arrive with a delta. */
  async requestWindow(request: Omit<SetWindow, 'sessionId'>): Promise<boolean> {
    const { session, sessionId } = this.#attempt ?? {};
    if (session === undefined || sessionId === undefined) return false;
    await session.setWindow({ ...request, sessionId });
    return true;
  }

  /** Returns the bytes of an attachment; null without a connection, or if the server does not provide it. */
  async download(attachmentId: number): Promise<Uint8Array | null> {
    return (await this.#attempt?.session?.download(attachmentId)) ?? null;
  }

  #dispatch(event: ConnectionEvent): void {
    const before = this.#state;
    const after = nextConnectionState(before, event);
    if (after === before) return;
    this.#state = after;
    clearTimeout(this.#timer);
    const keepsAttempt = after.kind === 'catching-up' || after.kind === 'live';
    if (!keepsAttempt) this.#endAttempt();
    if (after.kind === 'connecting') this.#beginAttempt();
    if ('retryAt' in after) this.#dispatchLater({ type: 'retry-due' }, after.retryAt - performance.now());
    this.#options.onState(after);
  }

  #dispatchLater(event: ConnectionEvent, delayMs: number): void {
    this.#timer = setTimeout(() => this.#dispatch(event), Math.max(0, delayMs));
  }

  #beginAttempt(): void {
    const attempt: Attempt = { steps: new SerialQueue(), isOver: false };
    this.#attempt = attempt;
    this.#timer = setTimeout(() => this.#lose(attempt), welcomeTimeoutMs);
    this.#connect(attempt).catch((error: unknown) => {
      this.#options.onFailure(error);
      this.#lose(attempt);
    });
  }

  #endAttempt(): void {
    const attempt = this.#attempt;
    if (attempt === undefined) return;
    this.#attempt = undefined;
    attempt.isOver = true;
    attempt.batch?.release();
    attempt.session?.close();
    void this.#ending.add(attempt.steps.idle());
    if (attempt.pusher !== undefined) void this.#ending.add(attempt.pusher.stop());
    if (attempt.verifier !== undefined) void this.#ending.add(attempt.verifier.stop());
  }

  async #connect(attempt: Attempt): Promise<void> {
    const { tokens, target, serverUrl } = this.#options;
    const token = await tokens.accessToken();
    if (attempt.isOver) return;
    if (token.type === 'unreachable') return this.#lose(attempt);
    if (token.type === 'sign-in-required') {
      return this.#dispatch({ type: 'sign-in-required', code: token.code });
    }
    const hello = await target.hello();
    if (attempt.isOver) return;
    attempt.session = openServerSession({
      serverUrl,
      accessToken: token.accessToken,
      hello,
      onDown: (message) => this.#receive(attempt, message),
      onEnd: (code) => this.#end(attempt, code),
    });
  }

  #receive(attempt: Attempt, message: Down): void {
    if (attempt.isOver) return;
    switch (message.type) {
      case 'welcome':
        attempt.sessionId = message.sessionId;
        this.#options.onServerTime?.(message.serverTime);
        this.#whileItLasts(attempt, () => this.#startPusher(attempt, message.lastMutationId));
        return this.#dispatch({ type: 'welcomed' });
      case 'delta':
        // The server sends no presence for conversations that have left.
        for (const conversationId of message.left)
          this.#options.onPresence({ type: 'presence', conversationId, people: [] });
        return this.#applyInTurn(attempt, message);
      case 'digestRequest':
        return this.#whileItLasts(attempt, () => this.#reportDigests(attempt));
      case 'waiting':
        return this.#options.onWaiting?.(message.ahead);
      case 'presence':
        return this.#options.onPresence(message);
      case 'drain':
        return this.#dispatch({
          type: 'drained',
          at: performance.now(),
          reconnectAfterMs: message.reconnectAfterMs,
        });
      default:
        message satisfies never;
    }
  }

  #applyInTurn(attempt: Attempt, delta: Delta): void {
    if (attempt.batch?.add(delta) === true) return;
    const batch = new DeltaBatch();
    batch.add(delta);
    this.#whileItLasts(attempt, async () => {
      // Each delta reruns all pending mutations: one delta with all results is faster than many with few.
      const queue = attempt.pusher?.longQueue ?? null;
      if (queue !== null && attempt.batch === batch) await batch.gather(queue.lastId, queue.timeoutMs);
      if (attempt.batch === batch) attempt.batch = undefined;
      await this.#apply(attempt, batch.deltas);
    });
    attempt.batch = batch;
  }

  /** Queues a step of an attempt. A step that fails ends the attempt. */
  #whileItLasts(attempt: Attempt, step: () => Promise<void>): void {
    attempt.batch?.release();
    attempt.batch = undefined;
    attempt.steps.run(step).catch((error: unknown) => {
      if (!attempt.isOver) this.#options.onFailure(error);
      this.#lose(attempt);
    });
  }

  async #apply(attempt: Attempt, deltas: readonly Delta[]): Promise<void> {
    if (attempt.isOver) return;
    // A delta that does not start at the cursor: reconnect with the cursor that the replica has.
    if (!(await this.#options.target.apply(deltas))) return this.#lose(attempt);
    // Once live, the device can go offline at any time and the agent can act: it needs id blocks before that.
    if (this.#state.kind === 'catching-up') await attempt.ids?.refill();
    if (attempt.isOver) return;
    this.#dispatch({ type: 'caught-up' });
    attempt.verifier?.entered(deltas.flatMap(({ entered }) => entered.map((held) => held.conversationId)));
    const { session, sessionId } = attempt;
    const batchId = deltas.at(-1)?.batchId;
    // It covers all earlier batches; the next one makes up for a lost one.
    if (sessionId !== undefined && batchId !== undefined)
      session?.acknowledge({ sessionId, batchId }).catch(() => undefined);
    // PGlite does not yield to the event loop: without this the acknowledgement would be sent after the next deltas.
    if (attempt.batch !== undefined) await delay(0);
  }

  async #startPusher(attempt: Attempt, lastMutationId: number): Promise<void> {
    const { target, random, onFailure } = this.#options;
    await target.learnLastMutationId(lastMutationId);
    const { session } = attempt;
    if (session === undefined || attempt.isOver) return;
    const ids = new IdRefiller(session, target);
    attempt.ids = ids;
    attempt.pusher = new Pusher({ session, target, ids, lastMutationId, random, onFailure });
    attempt.pusher.wake();
    this.#startVerifier(attempt, session);
  }

  /** The server repairs a mismatch: it sends the conversation again. */
  #startVerifier(attempt: Attempt, session: ServerSession): void {
    const { target, random, onFailure, verifyStepMs } = this.#options;
    attempt.verifier = new Verifier({
      idle: target.idle,
      stepMs: verifyStepMs,
      verification: target.verification,
      requestVerification: (request) => session.verify({ sessionId: attempt.sessionId ?? '', ...request }),
      random,
      onFailure,
    });
    attempt.verifier.start();
  }

  /** Sends digests of everything held: the server cannot serve this replica's cursor (rule E4). */
  async #reportDigests(attempt: Attempt): Promise<void> {
    const { target } = this.#options;
    for await (const report of target.verification.digests.all()) {
      const { session, sessionId, isOver } = attempt;
      if (session === undefined || sessionId === undefined || isOver) return;
      const oldestPendingMutationId = target.pending()[0]?.id ?? null;
      await session.reportDigests({ sessionId, oldestPendingMutationId, ...report });
    }
  }

  #end(attempt: Attempt, code: string | undefined): void {
    if (attempt.isOver) return;
    if (code !== undefined && asksForNewToken(code)) this.#options.tokens.rejectAccessToken();
    if (code === 'HF_CLIENT_OUTDATED') {
      return this.#dispatch({ type: 'outdated', code, at: performance.now() });
    }
    if (code === undefined || !asksForSignIn(code)) return this.#lose(attempt);
    this.#options.tokens.forget();
    this.#dispatch({ type: 'sign-in-required', code });
  }

  #lose(attempt: Attempt): void {
    if (attempt.isOver) return;
    this.#dispatch({ type: 'lost', at: performance.now(), random: this.#options.random() });
  }
}

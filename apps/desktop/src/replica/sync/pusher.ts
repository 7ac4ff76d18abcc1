import { backoffMs } from './backoff.ts';
import type { IdRefiller } from './id-refiller.ts';
import { nextBatch } from './push-batch.ts';
import { serverErrorCode } from './server-error.ts';
import type { ServerSession } from './server-session.ts';
import type { SyncTarget } from './sync-target.ts';

export interface PusherOptions {
  readonly session: ServerSession;
  readonly target: SyncTarget;
  readonly ids: IdRefiller;
  /** The last mutation that the server had handled when the session began. */
  readonly lastMutationId: number;
  readonly random: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** Minimum length of a long queue. Rerunning a shorter one for each delta takes no noticeable time. */
const minLongQueue = 20;
/** Estimated time to rerun one mutation, in ms. Waiting for results takes no longer than the reruns it saves. */
const rerunMs = 5;

/**
 * Sends pending mutations to the server during a session: batches in order, one call at a time, without waiting for
 * results, which arrive with deltas. Errors other than a lost connection are retried, with a growing delay.
 */
export class Pusher {
  readonly #options: PusherOptions;
  /**
   * Starts at 0 in each session. The server skips mutations that it has handled, but compares their uuids, which
   * detects a journal restored from a backup.
   */
  #pushedThrough = 0;
  #running = false;
  #again = false;
  #stopped = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #pushing: Promise<void> = Promise.resolve();

  constructor(options: PusherOptions) {
    this.#options = options;
  }

  /** Call when there can be mutations to push. Without any it does nothing. */
  wake(): void {
    this.#again = true;
    if (this.#running || this.#stopped || this.#timer !== undefined) return;
    this.#running = true;
    this.#pushing = this.#run();
  }

  /** If a long queue is being pushed: its last mutation, and the maximum wait for its results, in ms. */
  get longQueue(): { readonly lastId: number; readonly timeoutMs: number } | null {
    if (!this.#running || this.#stopped) return null;
    const pending = this.#options.target.pending();
    const last = pending.at(-1);
    if (last === undefined || pending.length < minLongQueue) return null;
    return { lastId: last.id, timeoutMs: pending.length * rerunMs };
  }

  /** Resolves when no more writes follow. A call in flight ends with the session. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#pushing;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#options.ids.refill();
        await this.#pushAll();
        this.#failures = 0;
      }
    } catch (error) {
      this.#retryLater(error);
    } finally {
      this.#running = false;
    }
  }

  async #pushAll(): Promise<void> {
    const { session, target } = this.#options;
    for (;;) {
      const batch = nextBatch(target.pending(), this.#pushedThrough);
      const [first] = batch;
      const last = batch.at(-1);
      if (first === undefined || last === undefined || this.#stopped) return;
      try {
        const reply = await session.push(batch);
        if (reply.type === 'accepted') this.#pushedThrough = last.id;
        else await this.#countAnew(first.id, reply.expectedId);
      } catch (error) {
        // The journal was restored from a backup: on the server these ids belong to other mutations.
        if (serverErrorCode(error) !== 'HF_MUTATION_ID_REUSED') throw error;
        await this.#countAnew(first.id, this.#options.lastMutationId + 1);
      }
    }
  }

  async #countAnew(from: number, startingAt: number): Promise<void> {
    await this.#options.target.renumber({ from, startingAt });
    this.#pushedThrough = startingAt - 1;
  }

  #retryLater(error: unknown): void {
    if (this.#stopped) return;
    this.#options.onFailure(error);
    this.#failures += 1;
    this.#again = true;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.wake();
      },
      250 + backoffMs(this.#failures, this.#options.random()),
    );
  }
}

import type { Verify, VerifyReply } from '@holdfast/schema/protocol/digest';
import type { ReplicaVerification } from './replica-verification.ts';

export interface VerifierOptions {
  readonly verification: ReplicaVerification;
  /** Asks the server. */
  readonly ask: (request: Omit<Verify, 'sessionId'>) => Promise<VerifyReply>;
  readonly stepMs?: number | undefined;
  readonly random: () => number;
  readonly onFailure: (error: unknown) => void;
}

const usualStepMs = 5000;
/** Steps from one random conversation to the next. */
const stepsBetweenRandom = 12;
/** A replica that is never idle checks nevertheless, this many steps after it last did. */
const mostStepsWaited = 12;
const together = 50;

/**
 * Has the server confirm what this replica holds, while a session lasts (rule V1): each conversation that has entered, when
 * there is nothing else to do, and one of all each minute. What differs is sent anew by the server.
 */
export class Verifier {
  readonly #options: VerifierOptions;
  readonly #waiting = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #step = 0;
  #waited = 0;
  #writesBefore = -1;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#run();
    }, this.#options.stepMs ?? usualStepMs);
    this.#timer.unref();
  }

  /** Resolves when it reads and writes nothing any more. A question in flight ends with the session. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** These have come, or come anew. */
  entered(conversationIds: readonly number[]): void {
    for (const id of conversationIds) this.#waiting.add(id);
  }

  async #run(): Promise<void> {
    try {
      await this.step();
    } catch (error) {
      if (!this.#isStopped) this.#options.onFailure(error);
    }
    if (!this.#isStopped) this.start();
  }

  /** What is done every few seconds. */
  async step(): Promise<void> {
    this.#step += 1;
    if (this.#step % stepsBetweenRandom === 0) await this.#chooseOne();
    this.#waited += 1;
    const writes = this.#options.verification.writesSeen();
    const isIdle = writes === this.#writesBefore;
    this.#writesBefore = writes;
    if (this.#waiting.size === 0 || (!isIdle && this.#waited < mostStepsWaited)) return;
    if (!(await this.#options.verification.isReady())) return;
    this.#waited = 0;
    await this.#verify([...this.#waiting].slice(0, together));
  }

  async #chooseOne(): Promise<void> {
    const held = await this.#options.verification.heldIds();
    const chosen = held[Math.floor(this.#options.random() * held.length)];
    if (chosen !== undefined) this.#waiting.add(chosen);
  }

  async #verify(conversationIds: readonly number[]): Promise<void> {
    const { verification, ask } = this.#options;
    for (const id of conversationIds) this.#waiting.delete(id);
    const asked = await verification.digests.of(conversationIds);
    if (asked === null || asked.conversations.length === 0 || this.#isStopped) return;
    const { mismatched, undecided } = await ask(asked);
    if (mismatched.length > 0) await verification.keepEvidence(mismatched, asked);
    // Those that enter anew are verified as they do; those that change just now, later.
    this.entered(undecided);
  }
}

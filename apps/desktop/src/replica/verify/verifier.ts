import type { Verify, VerifyReply } from '@holdfast/schema/protocol/digest';
import type { IdleScheduler } from '../idle/idle-scheduler.ts';
import type { TaskHandle } from '../idle/registered-task.ts';
import type { ReplicaVerification } from './replica-verification.ts';

export interface VerifierOptions {
  readonly idle: IdleScheduler;
  readonly verification: ReplicaVerification;
  /** Sends the request to the server. */
  readonly requestVerification: (request: Omit<Verify, 'sessionId'>) => Promise<VerifyReply>;
  readonly stepMs?: number | undefined;
  readonly random: () => number;
  readonly onFailure: (error: unknown) => void;
}

const defaultStepMs = 5000;
/** Number of steps between two random conversations. */
const stepsBetweenRandom = 12;
/** A replica that is never idle is verified anyway, this many steps after the last time. */
const maxStepsWaited = 12;
const batchSize = 50;

/**
 * Has the server verify the held conversations during a session (rule V1): each conversation that entered, while the
 * replica is idle, and a random one each minute. The server sends conversations with a mismatch again.
 */
export class Verifier {
  readonly #options: VerifierOptions;
  readonly #waiting = new Set<number>();
  /** Reported as mismatched and not received again yet. Another check would report the same mismatch twice. */
  readonly #reported = new Set<number>();
  #task: TaskHandle | undefined;
  #choseAt = 0;
  #isStopped = false;

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  start(): void {
    const { idle, stepMs = defaultStepMs } = this.#options;
    this.#choseAt = idle.activity.now();
    this.#task = idle.register(
      {
        idleMs: stepMs,
        hurry: { afterMs: maxStepsWaited * stepMs, idleMs: 0, until: 'run' },
        run: () => this.#run(stepMs),
        onFailure: this.#options.onFailure,
      },
      stepMs,
    );
  }

  /** Resolves when it reads and writes nothing any more. A request in flight ends with the session. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#task?.stop();
  }

  /** Call with conversations that entered, for the first time or again. */
  entered(conversationIds: readonly number[]): void {
    for (const id of conversationIds) {
      this.#waiting.add(id);
      this.#reported.delete(id);
    }
  }

  async #run(stepMs: number): Promise<number> {
    try {
      await this.#step(stepMs);
    } catch (error) {
      if (!this.#isStopped) this.#options.onFailure(error);
    }
    return stepMs;
  }

  async #step(stepMs: number): Promise<void> {
    const now = this.#options.idle.activity.now();
    if (now - this.#choseAt >= stepsBetweenRandom * stepMs) {
      this.#choseAt = now;
      await this.#chooseOne();
    }
    if (this.#waiting.size === 0 || !(await this.#options.verification.isReady())) return;
    await this.#verify([...this.#waiting].slice(0, batchSize));
  }

  async #chooseOne(): Promise<void> {
    const held = (await this.#options.verification.heldIds()).filter((id) => !this.#reported.has(id));
    const chosen = held[Math.floor(this.#options.random() * held.length)];
    if (chosen !== undefined) this.#waiting.add(chosen);
  }

  async #verify(conversationIds: readonly number[]): Promise<void> {
    const { verification, requestVerification } = this.#options;
    for (const id of conversationIds) this.#waiting.delete(id);
    const request = await verification.digests.of(conversationIds);
    if (request === null || request.conversations.length === 0 || this.#isStopped) return;
    const { mismatched, undecided } = await requestVerification(request);
    for (const id of mismatched) this.#reported.add(id);
    if (mismatched.length > 0) await verification.keepEvidence(mismatched, request);
    // Mismatched conversations are verified when they enter again; those that were changing, later.
    this.entered(undecided);
  }
}

import type { DeferredIndex } from '@holdfast/schema/replica/deferred-indexes';

export interface IndexBuilderOptions {
  /** Milliseconds since anybody read or wrote. */
  readonly idleMs: () => number;
  /** Whether all rows are there that the indexes are built after. */
  readonly isComplete: () => boolean;
  readonly missing: () => Promise<readonly DeferredIndex[]>;
  readonly build: (index: DeferredIndex) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** How often it is looked whether the moment has come. */
const lookMs = 250;
/** Nobody waits for the one thread that reads, writes and builds: a pause as between two things that a person does. */
const pauseMs = 1000;
/** With somebody at work without a pause, a shorter one will do after so many looks. */
const patientLooks = 240;
const shortPauseMs = 100;

/** Builds deferred indexes one at a time, each in a moment in which nobody has done anything for a while (rule D4). */
export class IndexBuilder {
  readonly #options: IndexBuilderOptions;
  #timer: NodeJS.Timeout | undefined;
  #looks = 0;
  #isStopped = false;
  #building: Promise<void> = Promise.resolve();

  constructor(options: IndexBuilderOptions) {
    this.#options = options;
    this.#lookLater();
  }

  /** Resolves when nothing is being built any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#building;
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => {
      this.#building = this.#look().catch(this.#options.onFailure);
    }, lookMs);
  }

  async #look(): Promise<void> {
    if (this.#isMoment()) {
      const [index] = await this.#options.missing();
      if (index === undefined) return;
      await this.#options.build(index);
      this.#looks = 0;
    }
    if (!this.#isStopped) this.#lookLater();
  }

  #isMoment(): boolean {
    const { idleMs, isComplete } = this.#options;
    if (!isComplete()) return false;
    this.#looks += 1;
    return idleMs() >= (this.#looks > patientLooks ? shortPauseMs : pauseMs);
  }
}

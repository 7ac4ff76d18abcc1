import type { Logger } from '../logging/create-logger.ts';

export type StopStep = () => Promise<void> | void;

/**
 * Stops the server in this order: `draining` is signaled (readiness fails, sessions receive `drain`), drain steps finish
 * requests in flight, stop steps release the resources that drain steps use. Steps of one phase run newest first,
 * because later parts depend on earlier ones. A step may add another step, for work that was being started when the
 * server began to stop.
 */
export class Lifecycle {
  readonly #abort = new AbortController();
  readonly #drainSteps: { name: string; step: StopStep }[] = [];
  readonly #stopSteps: { name: string; step: StopStep }[] = [];
  readonly #logger: Logger;
  #stopped: Promise<void> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Aborted as soon as the server begins to stop. */
  get draining(): AbortSignal {
    return this.#abort.signal;
  }

  onDrain(name: string, step: StopStep): void {
    this.#drainSteps.push({ name, step });
  }

  onStop(name: string, step: StopStep): void {
    this.#stopSteps.push({ name, step });
  }

  /** Idempotent: further calls return the first call's promise. A failed step is logged; the others still run. */
  stop(): Promise<void> {
    this.#stopped ??= this.#run();
    return this.#stopped;
  }

  async #run(): Promise<void> {
    this.#abort.abort();
    for (const steps of [this.#drainSteps, this.#stopSteps]) {
      for (let last = steps.pop(); last !== undefined; last = steps.pop()) await this.#take(last);
    }
  }

  async #take({ name, step }: { readonly name: string; readonly step: StopStep }): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#logger.error({ err: error, step: name }, 'a shutdown step failed');
    }
  }
}

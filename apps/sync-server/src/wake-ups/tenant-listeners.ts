import type { ReportWakeUpError } from './wake-ups.ts';

/** Who in this process follows which tenant, and what a listener is told. */
export class TenantListeners<Told extends readonly unknown[] = []> {
  readonly #listeners = new Map<string, Set<(...told: Told) => void>>();
  readonly #onError: ReportWakeUpError;

  constructor(onError: ReportWakeUpError) {
    this.#onError = onError;
  }

  get schemaNames(): readonly string[] {
    return [...this.#listeners.keys()];
  }

  has(schemaName: string): boolean {
    return this.#listeners.has(schemaName);
  }

  /** Answers the function that takes it out again; asked twice, that does nothing. */
  add(schemaName: string, listener: (...told: Told) => void): () => void {
    // The same function may be given twice and is then called twice.
    const own = (...told: Told) => listener(...told);
    const known = this.#listeners.get(schemaName) ?? new Set();
    this.#listeners.set(schemaName, known.add(own));
    return () => {
      known.delete(own);
      if (known.size === 0 && this.#listeners.get(schemaName) === known) this.#listeners.delete(schemaName);
    };
  }

  wake(schemaName: string, ...told: Told): void {
    for (const listener of this.#listeners.get(schemaName) ?? []) {
      try {
        listener(...told);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  /** After an interruption, in which any hint may have been lost. */
  wakeAll(...told: Told): void {
    for (const schemaName of this.schemaNames) this.wake(schemaName, ...told);
  }

  clear(): void {
    this.#listeners.clear();
  }
}

import type { ReportWakeUpError } from './wake-ups.ts';

/** Who in this process follows which tenant. */
export class TenantListeners {
  readonly #listeners = new Map<string, Set<() => void>>();
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
  add(schemaName: string, listener: () => void): () => void {
    // The same function may be given twice and is then called twice.
    const own = () => listener();
    const known = this.#listeners.get(schemaName) ?? new Set();
    this.#listeners.set(schemaName, known.add(own));
    return () => {
      known.delete(own);
      if (known.size === 0 && this.#listeners.get(schemaName) === known) this.#listeners.delete(schemaName);
    };
  }

  wake(schemaName: string): void {
    for (const listener of this.#listeners.get(schemaName) ?? []) {
      try {
        listener();
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  /** After an interruption, in which any hint may have been lost. */
  wakeAll(): void {
    for (const schemaName of this.schemaNames) this.wake(schemaName);
  }

  clear(): void {
    this.#listeners.clear();
  }
}

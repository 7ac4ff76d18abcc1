import type { ReportWakeUpError } from './wake-ups.ts';

/** The listeners of this process by tenant. `Arguments` are the arguments of a listener. */
export class TenantListeners<Arguments extends readonly unknown[] = []> {
  readonly #listeners = new Map<string, Set<(...values: Arguments) => void>>();
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

  /** Returns the function that removes the listener. Calling it twice has no effect. */
  add(schemaName: string, listener: (...values: Arguments) => void): () => void {
    // A function that is added twice is called twice.
    const entry = (...values: Arguments) => listener(...values);
    const listeners = this.#listeners.get(schemaName) ?? new Set();
    this.#listeners.set(schemaName, listeners.add(entry));
    return () => {
      listeners.delete(entry);
      if (listeners.size === 0 && this.#listeners.get(schemaName) === listeners)
        this.#listeners.delete(schemaName);
    };
  }

  wake(schemaName: string, ...values: Arguments): void {
    for (const listener of this.#listeners.get(schemaName) ?? []) {
      try {
        listener(...values);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  /** Call after a lost connection: wake-ups may have been lost. */
  wakeAll(...values: Arguments): void {
    for (const schemaName of this.schemaNames) this.wake(schemaName, ...values);
  }

  clear(): void {
    this.#listeners.clear();
  }
}

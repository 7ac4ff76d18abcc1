import { TenantListeners } from './tenant-listeners.ts';
import type { ReportWakeUpError, WakeUps } from './wake-ups.ts';

/** Wake-ups within this process only: for a server with one process, and for tests. */
export class ProcessWakeUps implements WakeUps {
  readonly #listeners: TenantListeners;

  constructor(onError: ReportWakeUpError) {
    this.#listeners = new TenantListeners(onError);
  }

  announce(schemaName: string): void {
    this.#listeners.wake(schemaName);
  }

  listen(schemaName: string, listener: () => void): () => void {
    return this.#listeners.add(schemaName, listener);
  }

  broadcast(): void {
    // There is no other process.
  }

  subscribe(): () => void {
    return () => undefined;
  }

  stop(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }
}

/**
 * An event that stays set until a wait consumes it, so that an event between two waits is not lost. One waiter at a
 * time.
 */
export class AutoResetEvent {
  #raised = false;
  #release: (() => void) | null = null;

  set(): void {
    this.#raised = true;
    this.#release?.();
  }

  /** Resolves when the event is set, at the latest after `timeoutMs`. Resets the event. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.#raised) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          this.#release = null;
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        this.#release = done;
      });
    }
    this.#raised = false;
  }
}

/** Remembers that it was raised until somebody has waited for it, so that a hint between two waits is not lost. */
export class Latch {
  #raised = false;
  #release: (() => void) | null = null;

  raise(): void {
    this.#raised = true;
    this.#release?.();
  }

  /** Resolves when the latch is raised, after `timeoutMs`, or when `signal` aborts; whichever comes first. Lowers it. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#raised && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          this.#release = null;
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        signal.addEventListener('abort', done);
        this.#release = done;
      });
    }
    this.#raised = false;
  }
}

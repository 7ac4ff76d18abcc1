/** Remembers that it was raised until somebody has waited for it, so that a hint between two waits is not lost. */
export class Latch {
  #raised = false;
  #release: (() => void) | null = null;

  raise(): void {
    this.#raised = true;
    this.#release?.();
  }

  /** Resolves when the latch is raised, or after `timeoutMs`, whichever comes first. Lowers it. */
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

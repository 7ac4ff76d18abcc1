/** A gate that is open or closed. While it is closed, `untilOpen` waits. */
export class Gate {
  #closed: { readonly opened: Promise<void>; readonly open: () => void } | null = null;

  close(): void {
    if (this.#closed !== null) return;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#closed = { opened, open };
  }

  open(): void {
    this.#closed?.open();
    this.#closed = null;
  }

  async untilOpen(): Promise<void> {
    while (this.#closed !== null) await this.#closed.opened;
  }
}

import type { CommandId } from './shortcuts.ts';

/** The handlers of each command. The handler that was registered last runs, like the top layer on a screen. */
export class CommandRegistry {
  readonly #handlers = new Map<CommandId, (() => void)[]>();

  register(command: CommandId, handler: () => void): () => void {
    const handlers = this.#handlers.get(command) ?? [];
    this.#handlers.set(command, [...handlers, handler]);
    return () => {
      const others = (this.#handlers.get(command) ?? []).filter((each) => each !== handler);
      this.#handlers.set(command, others);
    };
  }

  /** Runs the command; returns whether a handler was registered. */
  run(command: CommandId): boolean {
    const handler = this.#handlers.get(command)?.at(-1);
    handler?.();
    return handler !== undefined;
  }
}

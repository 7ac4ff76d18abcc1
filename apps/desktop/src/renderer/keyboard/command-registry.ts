import type { CommandId } from './shortcuts.ts';

/** Who answers which command at the moment. The one who came last answers, like layers on a screen. */
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

  /** Tells whether somebody answered. */
  run(command: CommandId): boolean {
    const handler = this.#handlers.get(command)?.at(-1);
    handler?.();
    return handler !== undefined;
  }
}

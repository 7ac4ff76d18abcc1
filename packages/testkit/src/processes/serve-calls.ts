import { z } from 'zod';

/** Functions that a child process offers, by name. Argument and result must survive JSON. */
export type Calls = Readonly<Record<string, (argument: never) => unknown>>;

const requestSchema = z.object({ id: z.number(), name: z.string(), argument: z.unknown().optional() });

/** In the child process: runs the parent's calls, and exits when the parent disconnects or has ended. */
export function serveCalls(calls: Calls, stop: () => Promise<void>): void {
  process.on('message', (message) => {
    const { id, name, argument } = requestSchema.parse(message);
    void answer(calls, name, argument).then((result) => process.send?.({ id, ...result }));
  });
  process.on('disconnect', () => {
    void stop().finally(() => process.exit());
  });
}

async function answer(
  calls: Calls,
  name: string,
  argument: unknown,
): Promise<{ readonly value?: unknown; readonly error?: string }> {
  try {
    const call = calls[name];
    if (call === undefined) throw new Error(`There is no call ${name}.`);
    // The parent's calls have the same type.
    return { value: await call(argument as never) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Keeps every processor busy with a process of its own until it is disposed of. The processes end with this one. */
export function keepBusy(): Disposable {
  const program = join(import.meta.dirname, './busy-process.ts');
  const processes = Array.from({ length: availableParallelism() }, () => fork(program));
  return {
    [Symbol.dispose]: () => {
      for (const child of processes) child.kill();
    },
  };
}

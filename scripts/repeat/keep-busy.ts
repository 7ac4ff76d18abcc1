import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Starts one busy process per processor. They end when the result is disposed or this process ends. */
export function keepBusy(): Disposable {
  const program = join(import.meta.dirname, './busy-process.ts');
  const processes = Array.from({ length: availableParallelism() }, () => fork(program));
  return {
    [Symbol.dispose]: () => {
      for (const child of processes) child.kill();
    },
  };
}

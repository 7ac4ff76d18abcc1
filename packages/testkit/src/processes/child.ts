import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

import type { Calls } from './serve-calls.ts';

const responseSchema = z.object({
  id: z.number(),
  value: z.unknown().optional(),
  error: z.string().optional(),
});
const exitTimeoutMs = 10_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A process of this bench, asked by name; the other end is `answerCalls`. */
export class ChildProcessClient<Handlers extends Calls> implements AsyncDisposable {
  readonly #process: ChildProcess;
  /** How the process ended: a signal or an exit code. */
  readonly exited: Promise<string>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  constructor(
    module: URL,
    environment: Readonly<Record<string, string>> = {},
    nodeArguments: readonly string[] = [],
  ) {
    this.#process = fork(fileURLToPath(module), {
      env: { ...process.env, ...environment },
      execArgv: [...profileArguments(), ...nodeArguments],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.exited = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => {
        for (const { reject } of this.#waiting.values())
          reject(new Error(`${module.pathname} ended (${signal ?? code}).`));
        resolve(String(signal ?? code));
      });
    });
    this.#process.on('message', (message) => this.#receive(message));
  }

  call<Name extends keyof Handlers & string>(
    name: Name,
    argument: Parameters<Handlers[Name]>[0],
  ): Promise<Awaited<ReturnType<Handlers[Name]>>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // The result is the return value of the child's function with this name.
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#process.send({ id, name, argument }, (error) => {
        if (error === null) return;
        this.#waiting.delete(id);
        reject(error);
      });
    });
  }

  /** Sends SIGKILL. Resolves when the process has ended. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.exited;
  }

  /** Pauses the process, or resumes it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), exitTimeoutMs);
    await this.exited;
    clearTimeout(timer);
  }

  #receive(message: unknown): void {
    const { id, value, error } = responseSchema.parse(message);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}

/** `HOLDFAST_BENCH_PROFILE=<folder>`: each child writes a CPU profile there. */
function profileArguments(): string[] {
  const folder = process.env['HOLDFAST_BENCH_PROFILE'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

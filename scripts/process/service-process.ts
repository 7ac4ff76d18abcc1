import { spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface ServiceOptions {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly cwd?: string | undefined;
  /** File for the process's output; overwritten at each start. */
  readonly logPath: string;
}

export interface ServiceExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that runs until it is stopped. */
export interface ServiceProcess {
  readonly name: string;
  readonly processId: number;
  readonly exited: Promise<ServiceExit>;
  hasExited(): boolean;
  /** Sends SIGTERM, and SIGKILL after 30 s; returns when the process has exited. */
  stop(): Promise<void>;
  /** Sends SIGKILL, to simulate a power failure; returns when the process has exited. */
  kill(): Promise<void>;
  /** Returns the last 30 lines of its output, for error messages. */
  readLogTail(): string;
}

const stopTimeoutMs = 30_000;

/**
 * Starts a process in its own process group, so that Ctrl-C reaches only this process, which then stops the others in
 * order.
 */
export function startService(options: ServiceOptions): ServiceProcess {
  mkdirSync(dirname(options.logPath), { recursive: true });
  const log = openSync(options.logPath, 'w');
  const child = spawn(options.command, options.arguments, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);

  const hasExited = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<ServiceExit>((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    child.once('error', () => resolve({ exitCode: 127, signal: null }));
  });
  return {
    name: options.name,
    processId: child.pid ?? 0,
    exited,
    hasExited,
    stop: async () => {
      if (hasExited()) return;
      child.kill('SIGTERM');
      const isGone = await Promise.race([
        exited.then(() => true),
        delay(stopTimeoutMs, false, { ref: false }),
      ]);
      if (!isGone) child.kill('SIGKILL');
      await exited;
    },
    kill: async () => {
      if (!hasExited()) child.kill('SIGKILL');
      await exited;
    },
    readLogTail: () => readFileSync(options.logPath, 'utf8').split('\n').slice(-30).join('\n').trim(),
  };
}

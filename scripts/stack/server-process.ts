import { repositoryRoot } from '../paths.ts';
import { ExplainedError } from '../process/explained-error.ts';
import { startService } from '../process/service-process.ts';
import type { ServiceProcess } from '../process/service-process.ts';
import { waitUntil } from '../process/wait-until.ts';
import { holdfastEntry } from './holdfast-command.ts';

export interface ServerOptions {
  /** All settings of the server; HOLDFAST_PORT is one of them, so that a restart is found at the same address. */
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly logPath: string;
  /** Restarts when a source file changes. */
  readonly isWatched?: boolean | undefined;
}

/** Starts the sync server as a process of its own and returns when it is ready. */
export async function startServer(options: ServerOptions): Promise<ServiceProcess> {
  const server = startService({
    name: 'sync-server',
    command: process.execPath,
    arguments: [
      ...(options.isWatched === true ? ['--watch', '--watch-preserve-output'] : []),
      holdfastEntry,
      'serve',
    ],
    cwd: repositoryRoot,
    env: options.env,
    logPath: options.logPath,
  });
  try {
    await waitUntil(() => isReady(server, options.url), { awaited: 'The sync server', timeout: 60_000 });
  } catch (error) {
    await server.kill();
    throw error;
  }
  return server;
}

async function isReady(server: ServiceProcess, url: string): Promise<boolean> {
  if (server.hasExited()) throw new ExplainedError(`The sync server did not start:\n${server.readLogTail()}`);
  try {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) });
    return answer.ok;
  } catch {
    return false;
  }
}

import {
  serverEnvironment,
  serverNodeArguments,
} from '../../apps/sync-server/src/lifecycle/process-options.ts';
import { repositoryRoot } from '../paths.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import type { ServiceGroup } from '../process/service-group.ts';
import type { ServiceProcess } from '../process/service-process.ts';
import { waitUntil } from '../process/wait-until.ts';
import { holdfastEntry } from './holdfast-command.ts';

export interface ServerOptions {
  /** All settings of the server, as environment variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly logPath: string;
  /** True to restart the server when a source file changes. */
  readonly isWatched: boolean;
}

const watch = ['--watch', '--watch-preserve-output'];

/** Starts the sync server as a separate process and returns when `/readyz` responds with 200. */
export async function startServerProcess(
  group: ServiceGroup,
  options: ServerOptions,
): Promise<ServiceProcess> {
  const server = await group.start({
    name: 'sync-server',
    command: process.execPath,
    arguments: [...serverNodeArguments, ...(options.isWatched ? watch : []), holdfastEntry, 'serve'],
    cwd: repositoryRoot,
    env: { ...serverEnvironment, ...options.env },
    logPath: options.logPath,
  });
  await waitUntil(() => isReady(server, options.url), { awaited: 'The sync server', timeout: 60_000 });
  return server;
}

async function isReady(server: ServiceProcess, url: string): Promise<boolean> {
  if (server.hasExited())
    throw new UserFacingError(`The sync server did not start:\n${server.readLogTail()}`);
  try {
    const response = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

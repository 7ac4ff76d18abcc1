import { join } from 'node:path';

import { findFreePort } from '../../apps/sync-server/src/embedded-postgres/listening-port.ts';
import { startEmbeddedPostgres } from '../../apps/sync-server/src/embedded-postgres/start-embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../apps/sync-server/src/embedded-postgres/start-embedded-postgres.ts';
import type { ServiceProcess } from '../process/service-process.ts';
import { runHoldfast } from './holdfast-command.ts';
import { keptSecret } from './kept-secret.ts';
import { startServer } from './server-process.ts';

export interface StackOptions {
  readonly stateDirectory: string;
  /** Any free port when not given. */
  readonly port?: number | undefined;
  /** Tests that begin anew each time need no disk. */
  readonly isDurable?: boolean | undefined;
  readonly isWatched?: boolean | undefined;
}

/** Postgres and the sync server as processes of their own, on this machine alone. */
export interface Stack {
  readonly serverUrl: string;
  readonly databaseUrl: string;
  readonly postgres: EmbeddedPostgres;
  /** Runs a command of the CLI against this stack and returns its JSON. */
  holdfast(commandArguments: readonly string[], input?: string): Promise<unknown>;
  /** Environment of the server, for other processes that are its commands. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts the server, or again after it was stopped or killed; always at the same address. */
  startServer(): Promise<ServiceProcess>;
  /** Server first, Postgres last. */
  stop(): Promise<void>;
}

/** Starts Postgres and brings its schemas up to date. The server is started by the caller, who may need a tenant first. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { stateDirectory } = options;
  const postgres = await startEmbeddedPostgres({
    stateDirectory: join(stateDirectory, 'postgres'),
    settings: options.isDurable === false ? { fsync: 'off', full_page_writes: 'off' } : {},
  });
  const port = options.port ?? (await findFreePort());
  const serverUrl = `http://127.0.0.1:${port}`;
  const env = {
    HOLDFAST_DATABASE_URL: postgres.url,
    HOLDFAST_PORT: String(port),
    HOLDFAST_PUBLIC_URL: serverUrl,
    HOLDFAST_TOKEN_SECRET: keptSecret(join(stateDirectory, 'token-secret')),
    HOLDFAST_FILES_DIRECTORY: join(stateDirectory, 'files'),
  };

  const logPath = join(stateDirectory, 'logs/sync-server.log');
  let server: ServiceProcess | undefined;
  const stack: Stack = {
    serverUrl,
    databaseUrl: postgres.url,
    postgres,
    env,
    holdfast: (commandArguments, input) => runHoldfast(commandArguments, { env, input }),
    startServer: async () => {
      server = await startServer({ env, url: serverUrl, logPath, isWatched: options.isWatched });
      return server;
    },
    stop: async () => {
      await server?.stop();
      await postgres.stop();
    },
  };
  try {
    await stack.holdfast(['migrate']);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

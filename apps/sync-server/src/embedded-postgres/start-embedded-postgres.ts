import { prepareDataDirectory, superuser } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { launchPostgres, PostgresLaunchRefused } from './launch-postgres.ts';
import type { LaunchedPostgres } from './launch-postgres.ts';
import { stopOrphanedPostgres, stopProcess, writeOwner } from './orphaned-postgres.ts';
import { assertPostgresPortFree, findFreePort } from './listening-port.ts';
import { findPostgresAccount } from './postgres-account.ts';
import { locatePostgresBinaries } from './postgres-binaries.ts';
import { reachableBinaries } from './reachable-binaries.ts';

export interface EmbeddedPostgresOptions {
  /** Folder for data, password and log; created if missing. Only one process at a time can use it. */
  readonly stateDirectory: string;
  /** Defaults to any free port. */
  readonly port?: number | undefined;
  /** Settings of postgresql.conf for this start, for example `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

export interface EmbeddedPostgres {
  /** Connection URL of the superuser for the database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly processId: number;
  /** Resolves when the process has exited for any reason; only then can the same owner start it again. */
  readonly exited: Promise<void>;
  /** Ends all sessions, writes all data, and returns when the process has exited. */
  stop(): Promise<void>;
}

const maxAttempts = 20;

/**
 * Starts a separate Postgres on the loopback interface. The first start initializes its data; later starts reuse it,
 * also after a kill of Postgres or of its owner. Throws HF_PORT_IN_USE, HF_POSTGRES_ALREADY_RUNNING or
 * HF_POSTGRES_START_FAILED (with the end of the Postgres log).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await findPostgresAccount();
  const binaries = await reachableBinaries(locatePostgresBinaries(), account);
  const { stateDirectory } = options;
  const data = await prepareDataDirectory({ stateDirectory, binaries, account });
  await stopOrphanedPostgres(stateDirectory, data.path);
  if (options.port !== undefined) await assertPostgresPortFree(options.port);
  await writeOwner(stateDirectory);

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    try {
      const settings = options.settings ?? {};
      const launched = await launchPostgres({ stateDirectory, binaries, account, data, port, settings });
      return describe(launched, data, port);
    } catch (error) {
      const isRetryable =
        error instanceof PostgresLaunchRefused && error.isTransient && attempt < maxAttempts;
      if (!isRetryable) throw error;
    }
  }
}

function describe(launched: LaunchedPostgres, data: DataDirectory, port: number): EmbeddedPostgres {
  return {
    url: `postgres://${superuser}:${data.password}@127.0.0.1:${port}/postgres`,
    port,
    processId: launched.processId,
    exited: launched.exited,
    stop: async () => {
      if (!launched.hasExited()) await stopProcess(launched.processId);
      await launched.exited;
    },
  };
}

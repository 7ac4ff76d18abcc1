import { prepareDataDirectory, superuser } from './data-directory.ts';
import type { DataDirectory } from './data-directory.ts';
import { launchPostgres, PostgresLaunchRefused } from './launch-postgres.ts';
import type { LaunchedPostgres } from './launch-postgres.ts';
import { clearLeftBehindPostgres, stopProcess, writeOwner } from './left-behind-postgres.ts';
import { assertPortFree, findFreePort } from './listening-port.ts';
import { findPostgresAccount } from './postgres-account.ts';
import { locatePostgresBinaries } from './postgres-binaries.ts';
import { reachableBinaries } from './reachable-binaries.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the data, the password and the log; created when missing. One process at a time may use it. */
  readonly stateDirectory: string;
  /** Any free port when not given. */
  readonly port?: number | undefined;
  /** Settings of postgresql.conf for this start, such as `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

export interface EmbeddedPostgres {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly processId: number;
  /** Resolves when the process is gone, however it ended: only then may the same owner start it again. */
  readonly exited: Promise<void>;
  /** Ends all sessions, writes everything, and returns when the process is gone. */
  stop(): Promise<void>;
}

const attempts = 20;

/**
 * Starts a real Postgres of our own on the loopback interface. The first start initialises it; a later one goes on
 * with its data, also after a kill of Postgres or of the process that had started it.
 * Throws HF_PORT_IN_USE, HF_POSTGRES_ALREADY_RUNNING, HF_POSTGRES_START_FAILED (with the end of Postgres's log).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await findPostgresAccount();
  const binaries = await reachableBinaries(locatePostgresBinaries(), account);
  const { stateDirectory } = options;
  const data = await prepareDataDirectory({ stateDirectory, binaries, account });
  await clearLeftBehindPostgres(stateDirectory, data.path);
  if (options.port !== undefined) await assertPortFree(options.port);
  await writeOwner(stateDirectory);

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    try {
      const settings = options.settings ?? {};
      const launched = await launchPostgres({ stateDirectory, binaries, account, data, port, settings });
      return describe(launched, data, port);
    } catch (error) {
      const mayPass = error instanceof PostgresLaunchRefused && error.mayPass && attempt < attempts;
      if (!mayPass) throw error;
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

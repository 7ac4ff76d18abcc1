import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { removeDataDirectory } from '@holdfast/sync-server/embedded-postgres/data-directory';
import { startEmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';
import { serverEnvironment, serverNodeArguments } from '@holdfast/sync-server/lifecycle/process-options';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import { ChildProcessClient } from '@holdfast/testkit/processes/child';
import { BenchTenant } from './bench-tenant.ts';
import type { BenchServerCalls } from './server-process.ts';

/** A Postgres, a database in it, and the server as a process of its own. Leaves nothing behind. */
export class BenchWorld implements AsyncDisposable {
  readonly database: TestDatabase;
  /** The database, as a superuser. */
  readonly superuserUrl: string;
  readonly server: ChildProcessClient<BenchServerCalls>;
  readonly serverUrl: string;
  /** For replicas and the like; removed at the end. */
  readonly directory: string;
  readonly #tokenSecret: string;
  readonly #stack: AsyncDisposableStack;
  #ending: Promise<void> | undefined;

  /** @param superuserUrl a Postgres that is there already, such as that of the tests */
  static async start(superuserUrl?: string): Promise<BenchWorld> {
    await using stack = new AsyncDisposableStack();
    const url = superuserUrl ?? (await startPostgres(stack));
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-bench-'));
    stack.defer(() => rm(directory, { recursive: true, force: true }));
    const database = stack.use(await createTestDatabase(url));
    const tokenSecret = randomBytes(32).toString('base64url');
    const server = stack.use(
      new ChildProcessClient<BenchServerCalls>(
        new URL('./server-process.ts', import.meta.url),
        {
          ...serverEnvironment,
          HOLDFAST_DATABASE_URL: database.databaseUrl,
          HOLDFAST_PORT: '0',
          HOLDFAST_TOKEN_SECRET: tokenSecret,
          HOLDFAST_FILES_DIRECTORY: join(directory, 'files'),
          HOLDFAST_LOG_LEVEL: 'warn',
          // As `cli/main.js` has it.
          NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
        },
        serverNodeArguments,
      ),
    );
    const serverUrl = await server.call('url', undefined);
    const superuser = new URL(url);
    superuser.pathname = new URL(database.databaseUrl).pathname;
    return new BenchWorld({
      database,
      server,
      serverUrl,
      directory,
      tokenSecret,
      superuserUrl: superuser.href,
      stack: stack.move(),
    });
  }

  private constructor(parts: {
    readonly database: TestDatabase;
    readonly server: ChildProcessClient<BenchServerCalls>;
    readonly serverUrl: string;
    readonly directory: string;
    readonly tokenSecret: string;
    readonly superuserUrl: string;
    readonly stack: AsyncDisposableStack;
  }) {
    this.database = parts.database;
    this.server = parts.server;
    this.serverUrl = parts.serverUrl;
    this.directory = parts.directory;
    this.superuserUrl = parts.superuserUrl;
    this.#tokenSecret = parts.tokenSecret;
    this.#stack = parts.stack;
  }

  async createTenant(): Promise<BenchTenant> {
    return new BenchTenant(this, await this.database.createTenant(), this.#tokenSecret);
  }

  /** Whoever asks again waits for the same end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending ??= this.#stack.disposeAsync();
    await this.#ending;
  }
}

/** With the settings that Postgres has by itself: commits wait for the disk. */
async function startPostgres(stack: AsyncDisposableStack): Promise<string> {
  // A run that was killed is cleared away by the next run of the tests, by the beginning of this name.
  const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-bench-postgres-'));
  stack.defer(() => removeDataDirectory(stateDirectory));
  const postgres = await startEmbeddedPostgres({ stateDirectory });
  stack.defer(() => postgres.stop());
  return postgres.url;
}

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

/** A Postgres with a database, and the server in its own process. Disposal removes everything. */
export class BenchWorld implements AsyncDisposable {
  readonly database: TestDatabase;
  /** URL of the database as a superuser. */
  readonly superuserUrl: string;
  readonly server: ChildProcessClient<BenchServerCalls>;
  readonly serverUrl: string;
  /** Folder for replicas and files; deleted at the end. */
  readonly directory: string;
  readonly #tokenSecret: string;
  readonly #stack: AsyncDisposableStack;
  #ending: Promise<void> | undefined;

  /** @param superuserUrl an existing Postgres, such as that of the tests; default: starts one */
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
          // As in `cli/main.js`.
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

  /** A second call waits for the same disposal. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending ??= this.#stack.disposeAsync();
    await this.#ending;
  }
}

/** Starts Postgres with its default settings: commits wait for the disk. */
async function startPostgres(stack: AsyncDisposableStack): Promise<string> {
  // If this run is killed, the next test run deletes the folder, which it recognizes by its prefix.
  const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-bench-postgres-'));
  stack.defer(() => removeDataDirectory(stateDirectory));
  const postgres = await startEmbeddedPostgres({ stateDirectory });
  stack.defer(() => postgres.stop());
  return postgres.url;
}

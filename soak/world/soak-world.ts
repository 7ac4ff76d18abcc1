import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { keepHistory } from '@holdfast/testkit/oracle/history-sql';
import type { WireMessage } from '@holdfast/testkit/transport/wire-message';
import type { PoolClient } from 'pg';

import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { restampTenant } from '@holdfast/sync-server/tenants/restamp-tenant';
import { pruneTombstones } from '@holdfast/sync-server/retention/prune-tombstones';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import { ChildProcessClient } from '@holdfast/testkit/processes/child';
import type { BreakableRule } from '../broken/breakable-rules.ts';
import type { KillOrder } from '../kill/kill-switch.ts';
import type { SoakAgent } from '../replica/local-tokens.ts';
import { SoakReplica } from '../replica/soak-replica.ts';
import { asOwner } from './as-owner.ts';
import { PostgresHost } from './postgres-host.ts';
import { seedForeignTenant, seedTenant } from './seed-tenant.ts';
import type { SoakServerCalls } from './server-process.ts';

export interface SoakWorldOptions {
  readonly replicaCount: number;
  /** A rule that server and replicas break. */
  readonly broken: BreakableRule | null;
  readonly onWire: (userId: number, message: WireMessage) => void;
}

/** A Postgres, a server and replicas, each a process that can be killed separately. Disposal removes everything. */
export class SoakWorld implements AsyncDisposable {
  readonly postgres: PostgresHost;
  readonly tenant: Tenant;
  readonly replicas: readonly SoakReplica[];
  /** Folder for replicas and files; deleted at the end. */
  readonly directory: string;
  /** Exits of the server that the soak did not cause. */
  readonly unexpectedExits: string[] = [];
  readonly #database: TestDatabase;
  readonly #options: SoakWorldOptions;
  readonly #tokenSecret: string;
  readonly #stack: AsyncDisposableStack;
  #server: ChildProcessClient<SoakServerCalls> | undefined;
  /** True once the current server has been told to kill itself. */
  #isDoomed = false;
  #starting: Promise<void> | undefined;
  #ending: Promise<void> | undefined;

  static async start(options: SoakWorldOptions): Promise<SoakWorld> {
    await using stack = new AsyncDisposableStack();
    const postgres = stack.use(await PostgresHost.start());
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-soak-'));
    stack.defer(() => rm(directory, { recursive: true, force: true }));
    const database = await createTestDatabase(postgres.url);
    stack.defer(() => database.pool.end());
    const tenant = await database.createTenant();
    const foreign = await database.createTenant();
    await withTenant(database.pool, foreign.schemaName, {}, ({ client }) => seedForeignTenant(client));
    const tokenSecret = randomBytes(32).toString('base64url');
    const agents = await createAgents(database, tenant, { count: options.replicaCount, tokenSecret });
    await asOwner(database.pool, tenant.schemaName, async (client) => {
      for (const statement of keepHistory) await client.query(statement);
    });
    const replicas: SoakReplica[] = [];
    for (const [index, agent] of agents.entries()) {
      const replica = await SoakReplica.prepare({
        name: `replica-${index + 1}`,
        directory: join(directory, `replica-${index + 1}`),
        agent,
        broken: options.broken,
        onWire: (message) => options.onWire(agent.userId, message),
      });
      replicas.push(stack.use(replica));
    }
    const world = new SoakWorld({
      postgres,
      database,
      tenant,
      replicas,
      directory,
      tokenSecret,
      options,
      stack: stack.move(),
    });
    await world.startServer();
    await Promise.all(replicas.map((replica) => replica.start()));
    return world;
  }

  private constructor(parts: {
    readonly postgres: PostgresHost;
    readonly database: TestDatabase;
    readonly tenant: Tenant;
    readonly replicas: readonly SoakReplica[];
    readonly directory: string;
    readonly tokenSecret: string;
    readonly options: SoakWorldOptions;
    readonly stack: AsyncDisposableStack;
  }) {
    this.postgres = parts.postgres;
    this.tenant = parts.tenant;
    this.replicas = parts.replicas;
    this.directory = parts.directory;
    this.#database = parts.database;
    this.#tokenSecret = parts.tokenSecret;
    this.#options = parts.options;
    this.#stack = parts.stack;
  }

  get server(): ChildProcessClient<SoakServerCalls> | undefined {
    return this.#server;
  }

  /** Runs a transaction in the tenant, as an operator would: the server is not notified. */
  inTenant<Result>(fn: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return withTenant(this.#database.pool, this.tenant.schemaName, {}, ({ client }) => fn(client));
  }

  /** Stamps all rows of the tenant again, as after a restore from a backup. This invalidates every cursor. */
  async restamp(): Promise<void> {
    await withTenant(this.#database.pool, this.tenant.schemaName, {}, restampTenant);
  }

  /** Deletes tombstones that some replicas have not received. */
  async pruneTombstones(): Promise<void> {
    await withTenant(this.#database.pool, this.tenant.schemaName, {}, (transaction) =>
      pruneTombstones(transaction, 0),
    );
  }

  /** Runs a transaction of the oracle. */
  asOwner<Result>(fn: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return asOwner(this.#database.pool, this.tenant.schemaName, fn);
  }

  /** Starts a server if none is running. Retries until it succeeds, because Postgres can be restarting. */
  startServer(): Promise<void> {
    this.#starting ??= this.#startServer().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #startServer(): Promise<void> {
    while (this.#server === undefined && this.#ending === undefined) {
      const server = this.#newServer();
      try {
        const port = await server.call('start', this.#options.broken);
        this.#server = server;
        this.#isDoomed = false;
        for (const replica of this.replicas) replica.link.targetPort = port;
        void server.exited.then((how) => {
          if (this.#server !== server) return;
          this.#takeServer();
          if (!this.#isDoomed) this.unexpectedExits.push(`The server ended by itself: ${how}`);
        });
      } catch {
        await server.kill();
      }
    }
  }

  /** Kills the server at a failpoint, if it reaches the failpoint in time. Returns true if it did. */
  async killServerAt(order: KillOrder, patienceMs: number): Promise<boolean> {
    const server = this.#server;
    if (server === undefined) return false;
    this.#isDoomed = true;
    await server.call('killAt', order).catch(() => undefined);
    const died = await Promise.race([
      server.exited.then(() => true),
      delay(patienceMs, false, { ref: false }),
    ]);
    await this.killServer();
    return died;
  }

  async killServer(): Promise<void> {
    await this.#takeServer()?.kill();
  }

  /** Stops the server in order; it notifies its sessions. */
  async drainServer(): Promise<void> {
    await this.#takeServer()?.[Symbol.asyncDispose]();
  }

  /** A second call waits for the same disposal. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending ??= this.#end();
    await this.#ending;
  }

  async #end(): Promise<void> {
    await this.#starting;
    await this.killServer();
    await this.#stack.disposeAsync();
  }

  #takeServer(): ChildProcessClient<SoakServerCalls> | undefined {
    const server = this.#server;
    this.#server = undefined;
    for (const replica of this.replicas) replica.link.targetPort = null;
    return server;
  }

  #newServer(): ChildProcessClient<SoakServerCalls> {
    return new ChildProcessClient<SoakServerCalls>(new URL('./server-process.ts', import.meta.url), {
      HOLDFAST_DATABASE_URL: this.#database.databaseUrl,
      HOLDFAST_PORT: '0',
      HOLDFAST_TOKEN_SECRET: this.#tokenSecret,
      HOLDFAST_FILES_DIRECTORY: join(this.directory, 'files'),
      HOLDFAST_LOG_LEVEL: 'silent',
    });
  }
}

async function createAgents(
  { pool }: TestDatabase,
  tenant: Tenant,
  { count, tokenSecret }: { readonly count: number; readonly tokenSecret: string },
): Promise<SoakAgent[]> {
  return await withTenant(pool, tenant.schemaName, {}, async ({ client }) => {
    // The last two devices belong to one agent.
    const users = await client.query<{ id: string }>(
      `insert into users (name, email) select 'Agent ' || n, 'agent' || n || '@example.test'
       from generate_series(1, $1::int) n returning id`,
      [Math.max(1, count - 1)],
    );
    const userIds = users.rows.map(({ id }) => Number(id));
    const agents: SoakAgent[] = [];
    for (let index = 0; index < count; index += 1) {
      const userId = userIds[Math.min(index, userIds.length - 1)] ?? 0;
      const { rows } = await client.query<{ id: string }>(
        `insert into devices (user_id, uuid, name) values ($1, gen_random_uuid(), 'soak') returning id`,
        [userId],
      );
      agents.push({ userId, deviceId: Number(rows[0]?.id), tenant: tenant.slug, tokenSecret });
    }
    await seedTenant(client, userIds);
    return agents;
  });
}

import { issueAccessToken } from '@holdfast/sync-server/auth/access-token';
import { deriveKey } from '@holdfast/sync-server/config/derive-key';
import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import type { ChildProcessClient } from '@holdfast/testkit/processes/child';
import type { BenchServerCalls } from './server-process.ts';

/** An agent's device and its access token. */
export interface BenchAgent {
  readonly userId: number;
  readonly deviceId: number;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
}

/** The server and the database of a tenant. */
export interface TenantWorld {
  readonly database: Pick<TestDatabase, 'pool'>;
  readonly superuserUrl: string;
  readonly server: ChildProcessClient<BenchServerCalls>;
  readonly serverUrl: string;
  readonly directory: string;
}

/** A tenant to fill and measure. */
export class BenchTenant {
  readonly world: TenantWorld;
  readonly slug: string;
  readonly name: string;
  readonly schemaName: string;
  readonly #tokenSecret: string;

  constructor(world: TenantWorld, { slug, name, schemaName }: Tenant, tokenSecret: string) {
    this.world = world;
    this.slug = slug;
    this.name = name;
    this.schemaName = schemaName;
    this.#tokenSecret = tokenSecret;
  }

  /** Runs SQL without the server, which notices the commit only by its slow poll. For preparations. */
  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return await withTenant(this.world.database.pool, this.schemaName, {}, async ({ client }) => {
      return (await client.query<Row>(text, [...values])).rows;
    });
  }

  /**
   * Commits through the server.
   * @returns the time of the commit in milliseconds (`nowMs`)
   */
  async commit(text: string, values: readonly unknown[] = []): Promise<number> {
    const { schemaName } = this;
    const { committedAt } = await this.world.server.call('commit', { schemaName, text, values: [...values] });
    return committedAt;
  }

  /**
   * Creates agents with signed-in devices. The tokens are issued here, because hashing 5,000 passwords would take too
   * long.
   */
  async createAgents(options: {
    readonly users: number;
    readonly devicesEach: number;
  }): Promise<BenchAgent[]> {
    const rows = await this.sql<{ user_id: string; device_id: string }>(
      `with made as (
         insert into users (name, email) select 'Agent ' || n, gen_random_uuid() || '@example.test'
         from generate_series(1, $1::int) n returning id
       )
       insert into devices (user_id, uuid, name) select made.id, gen_random_uuid(), 'bench'
       from generate_series(1, $2::int), made returning user_id, id as device_id`,
      [options.users, options.devicesEach],
    );
    return await Promise.all(
      rows.map(({ user_id, device_id }) => this.#signIn(Number(user_id), Number(device_id))),
    );
  }

  async createAgent(): Promise<BenchAgent> {
    const [agent] = await this.createAgents({ users: 1, devicesEach: 1 });
    if (agent === undefined) throw new Error('No agent was made.');
    return agent;
  }

  async #signIn(userId: number, deviceId: number): Promise<BenchAgent> {
    const key = deriveKey(this.#tokenSecret, 'access-token');
    const claims = { tenant: this.slug, userId, deviceId, role: 'agent' } as const;
    const { token, expiresAt } = await issueAccessToken(key, claims, new Date());
    return { userId, deviceId, accessToken: token, accessTokenExpiresAt: expiresAt.toISOString() };
  }
}

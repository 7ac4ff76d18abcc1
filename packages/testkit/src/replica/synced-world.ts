import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { createTestUser, startTestServer, testPassword } from '../server/start-test-server.ts';
import type { TestServer, TestServerOptions } from '../server/start-test-server.ts';
import { createConversation } from '../server/sync-fixture.ts';
import { createTestDatabase } from '../server/test-database.ts';
import type { TestDatabase } from '../server/test-database.ts';
import { CuttableProxy } from './cuttable-proxy.ts';
import type { PortClient } from './port-client.ts';
import { TestProgram } from './test-program.ts';
import type { TestProgramOptions } from './test-program.ts';

export type TestUser = Awaited<ReturnType<typeof createTestUser>>;

/** A real server with a real Postgres, behind a network that can be cut. */
export class SyncedWorld {
  readonly database: TestDatabase;
  readonly tenant: Tenant;
  readonly proxy: CuttableProxy;
  #server: TestServer;

  /** @param prepare runs before the server starts and returns settings for it */
  static async start(
    superuserUrl: string,
    prepare: (database: TestDatabase) => Promise<TestServerOptions> = async () => ({}),
  ): Promise<SyncedWorld> {
    const database = await createTestDatabase(superuserUrl);
    const tenant = await database.createTenant();
    const server = await startTestServer(database, await prepare(database));
    return new SyncedWorld(database, tenant, { server, proxy: await CuttableProxy.start(portOf(server)) });
  }

  private constructor(
    database: TestDatabase,
    tenant: Tenant,
    { server, proxy }: { readonly server: TestServer; readonly proxy: CuttableProxy },
  ) {
    this.database = database;
    this.tenant = tenant;
    this.proxy = proxy;
    this.#server = server;
  }

  /** The context of the running server. */
  get server(): TestServer {
    return this.#server;
  }

  get filesDirectory(): string {
    return this.#server.settings.filesDirectory;
  }

  async stopServer(): Promise<void> {
    this.proxy.targetPort = null;
    this.proxy.cut();
    await this.#server.stop();
  }

  /** Stops the server in an orderly way and leaves the network as it is. */
  async drainServer(): Promise<void> {
    await this.#server.stop();
    this.proxy.targetPort = null;
  }

  async startServer(): Promise<void> {
    this.#server = await startTestServer(this.database);
    this.proxy.targetPort = portOf(this.#server);
  }

  /** Cuts the network until `heal`. The server keeps running. */
  partition(): void {
    this.proxy.targetPort = null;
    this.proxy.cut();
  }

  heal(): void {
    this.proxy.targetPort = portOf(this.#server);
  }

  createUser(): Promise<TestUser> {
    return createTestUser(this.database, this.tenant.slug);
  }

  createConversation(assignedTo: number | null, messageCount = 3): Promise<number> {
    return createConversation(this.database.pool, this.tenant, { assignedTo, messageCount });
  }

  /** Runs SQL in the tenant, as an operator would. */
  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return await withTenant(this.database.pool, this.tenant.schemaName, {}, async ({ client }) => {
      return (await client.query<Row>(text, [...values])).rows;
    });
  }

  startProgram(options: TestProgramOptions = {}): Promise<TestProgram> {
    return TestProgram.start({ serverUrl: this.proxy.url, ...options });
  }

  async signIn(window: PortClient, user: TestUser): Promise<void> {
    const { slug: tenant } = this.tenant;
    await window.mutate('session.signIn', { tenant, email: user.email, password: testPassword });
    await untilLive(window);
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.#server.stop();
    await this.database.close();
  }
}

export async function untilLive(window: PortClient): Promise<void> {
  const session = window.watch('session.state', undefined);
  await session.until(({ connection }) => connection.kind === 'live');
  session.stop();
}

/** Resolves when all mutations of this window's agent have a result. */
export async function untilSettled(window: PortClient): Promise<void> {
  const outbox = window.watch('outbox.list', undefined);
  await outbox.until(({ queuedCount }) => queuedCount === 0);
  outbox.stop();
}

function portOf(server: TestServer): number {
  return Number(new URL(server.url).port);
}

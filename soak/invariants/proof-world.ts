import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Finding } from '@holdfast/testkit/oracle/finding';
import { examineImage } from '@holdfast/testkit/oracle/examine-image';
import type { ReplicaImage } from '@holdfast/testkit/oracle/replica-image';
import { keepHistory } from '@holdfast/testkit/oracle/history-sql';
import type { StampedTransaction } from '@holdfast/testkit/oracle/snapshot-view';
import type { PoolClient } from 'pg';

import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import type { TestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import type { BreakableRule } from '../broken/breakable-rules.ts';
import { serverWithout } from '../broken/broken-server.ts';
import { currentTransaction, loadHistory } from '../checks/history-reader.ts';
import { WireTap } from '../checks/wire-tap.ts';
import { asOwner } from '../world/as-owner.ts';
import { foreignMarker, seedForeignTenant } from '../world/seed-tenant.ts';
import { ProofReplica } from './proof-replica.ts';

export interface ProofWorldOptions {
  /** False: the test's commits send no wake-ups. */
  readonly hints?: boolean;
  /** The rule that server and replica break. */
  readonly broken?: BreakableRule | undefined;
}

/** A server, replicas and an oracle in one process. A test can have one rule broken. */
export class ProofWorld implements AsyncDisposable {
  readonly tenant: Tenant;
  readonly server: TestServer;
  readonly tap = new WireTap(foreignMarker);
  readonly directory: string;
  readonly #database: TestDatabase;
  readonly #options: ProofWorldOptions;
  readonly #stack: AsyncDisposableStack;

  static async start(superuserUrl: string, options: ProofWorldOptions = {}): Promise<ProofWorld> {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await createTestDatabase(superuserUrl));
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-proof-'));
    stack.defer(() => rm(directory, { recursive: true, force: true }));
    const foreign = await database.createTenant();
    await withTenant(database.pool, foreign.schemaName, {}, ({ client }) => seedForeignTenant(client));
    const tenant = await database.createTenant();
    await asOwner(database.pool, tenant.schemaName, async (client) => {
      for (const statement of keepHistory) await client.query(statement);
    });
    const server = await startTestServer(database, {
      settings: { wakeUps: { kind: 'process' } },
      policies: serverWithout(options.broken ?? null),
    });
    stack.defer(() => server.stop());
    return new ProofWorld({ database, tenant, server, directory, options, stack: stack.move() });
  }

  private constructor(parts: {
    readonly database: TestDatabase;
    readonly tenant: Tenant;
    readonly server: TestServer;
    readonly directory: string;
    readonly options: ProofWorldOptions;
    readonly stack: AsyncDisposableStack;
  }) {
    this.tenant = parts.tenant;
    this.server = parts.server;
    this.directory = parts.directory;
    this.#database = parts.database;
    this.#options = parts.options;
    this.#stack = parts.stack;
  }

  get databaseUrl(): string {
    return this.#database.databaseUrl;
  }

  /** Runs a statement in one transaction. Returns the first column of the first row as a number, and the transaction. */
  async sql(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<{ id: number; transaction: StampedTransaction }> {
    const pool = this.#options.hints === false ? this.#database.pool : this.server.server.pool;
    return await withTenant(pool, this.tenant.schemaName, {}, async ({ client }) => {
      const { rows } = await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' });
      return { id: Number(rows[0]?.[0]), transaction: await currentTransaction(client) };
    });
  }

  asOwner<Result>(fn: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return asOwner(this.#database.pool, this.tenant.schemaName, fn);
  }

  async createUser(name: string): Promise<number> {
    const { id } = await this.sql('insert into users (name, email) values ($1, $2) returning id', [
      name,
      `${name}@example.test`,
    ]);
    return id;
  }

  /** Creates a conversation with messages of a customer; null assigns it to no one, so that it is in the queue. */
  async createConversation(assignedTo: number | null, messages = 3): Promise<number> {
    const { id } = await this.sql(
      `with customer as (insert into customers (name) values ('Nadia') returning id)
       insert into conversations (customer_id, platform, status, assigned_to) select id, 'http', 'open', $1 from customer returning id`,
      [assignedTo],
    );
    await this.sql(
      `insert into messages (conversation_id, direction, sender_type, content, created_at)
       select $1, 'inbound', 'customer', 'message ' || n, now() - interval '1 hour' + n * interval '1 second' from generate_series(1, $2::int) n`,
      [id, messages],
    );
    return id;
  }

  /** Inserts a customer's message and updates its conversation in one transaction. */
  async writeInbound(conversationId: number, text: string): Promise<void> {
    await this.sql(
      `with written as (insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', $2))
       update conversations set message_count = message_count + 1, last_message_preview = left($2, 80), last_inbound_at = clock_timestamp() where id = $1`,
      [conversationId, text],
    );
  }

  /** Creates a replica with its own device, not yet connected. */
  async createReplica(userId: number): Promise<ProofReplica> {
    const { id: deviceId } = await this.sql(
      `insert into devices (user_id, uuid, name) values ($1, gen_random_uuid(), 'proof') returning id`,
      [userId],
    );
    const { tokenSecret } = this.server.settings;
    const replica = await ProofReplica.open({
      name: `replica-${deviceId}`,
      directory: join(this.directory, String(deviceId)),
      agent: { userId, deviceId, tenant: this.tenant.slug, tokenSecret },
      serverPort: Number(new URL(this.server.url).port),
      broken: this.#options.broken ?? null,
      onWire: (message) => this.tap.hear(userId, message),
    });
    return this.#stack.use(replica);
  }

  /**
   * Commits a change for all replicas and waits until each replica has it and no pending mutation. Returns a finding for
   * each replica that does not within the timeout.
   */
  async settle(replicas: readonly ProofReplica[], timeoutMs = 30_000): Promise<Finding[]> {
    const { transaction } = await this.sql(
      `insert into conversation_tags (name, color) values (gen_random_uuid()::text, '#aa0000') returning id`,
    );
    const outcomes = await Promise.all(
      replicas.map(async (replica) => ({
        replica,
        isSettled: await replica.untilSettled(transaction, timeoutMs),
      })),
    );
    return outcomes.flatMap(({ replica, isSettled }): Finding[] =>
      isSettled ? [] : [{ invariant: 8, about: 'not converged in time', details: { replica: replica.name } }],
    );
  }

  /** Returns the oracle's findings about the replicas, about each of their recorded images and about the wire. */
  async examine(replicas: readonly ProofReplica[]): Promise<Finding[]> {
    const images: ReplicaImage[] = [];
    for (const replica of replicas) images.push(...replica.images, await replica.image());
    return await this.asOwner(async (client) => {
      const history = await loadHistory(client);
      return [...images.flatMap((image) => examineImage(image, history)), ...this.tap.examine(history)];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

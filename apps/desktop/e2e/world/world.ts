import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runHoldfast } from '../../../../scripts/product/holdfast-command.ts';
import { writeAsCustomer } from './customer.ts';
import type { CustomerMessage, Receipt } from './customer.ts';
import type { PostgresCluster } from './postgres-cluster.ts';
import type { ReplyReceiver } from './reply-receiver.ts';
import { SyncServer } from './sync-server.ts';
import { TenantSql } from './tenant-database.ts';
import type { E2eAgent, TenantTemplate } from './tenant-template.ts';

export interface WorldOptions {
  readonly cluster: PostgresCluster;
  readonly template: TenantTemplate;
  /** The customers' system, which receives the replies. */
  readonly replies: ReplyReceiver;
  /** Directory for the server's logs and files. */
  readonly directory: string;
}

/** The surroundings of the app in one test: its own database and its own server process. */
export class E2eWorld {
  readonly tenant: string;
  readonly amira: E2eAgent;
  readonly jonas: E2eAgent;
  readonly replies: ReplyReceiver;
  readonly server: SyncServer;
  readonly database: TenantSql;
  readonly #env: Readonly<Record<string, string>>;
  readonly #channel: TenantTemplate['channel'];

  private constructor(options: WorldOptions, server: SyncServer, env: Readonly<Record<string, string>>) {
    const { template, replies } = options;
    this.tenant = template.tenant;
    this.amira = template.amira;
    this.jonas = template.jonas;
    this.replies = replies;
    this.server = server;
    this.database = new TenantSql(env['HOLDFAST_DATABASE_URL'] ?? '', template.schemaName);
    this.#env = env;
    this.#channel = template.channel;
  }

  static async create(options: WorldOptions): Promise<E2eWorld> {
    const { cluster, template, replies, directory } = options;
    mkdirSync(directory, { recursive: true });
    replies.forget();
    const name = `e2e_${randomBytes(6).toString('hex')}`;
    const env = {
      HOLDFAST_DATABASE_URL: await cluster.createDatabase(name, template.databaseName),
      HOLDFAST_TOKEN_SECRET: randomBytes(32).toString('hex'),
      HOLDFAST_FILES_DIRECTORY: join(directory, 'files'),
      // The customers' system runs on this machine, so private addresses must be allowed.
      HOLDFAST_ALLOW_PRIVATE_ADDRESSES: 'true',
    };
    const server = await SyncServer.create(env, directory);
    await server.start();
    return new E2eWorld(options, server, env);
  }

  /** Runs a command of the CLI against this world's database. */
  holdfast(given: readonly string[], input?: string): Promise<unknown> {
    return runHoldfast(given, { env: this.#env, input });
  }

  customerWrites(message: CustomerMessage | string): Promise<Receipt> {
    const { id: channelId, key } = this.#channel;
    return writeAsCustomer({ serverUrl: this.server.url, tenant: this.tenant, channelId, key }, message);
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.database.close();
  }
}

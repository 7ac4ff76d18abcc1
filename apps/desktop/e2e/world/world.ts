import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runHoldfast } from '../../../../scripts/product/holdfast-command.ts';
import { writeAsCustomer } from './customer.ts';
import type { CustomerMessage, Receipt } from './customer.ts';
import type { PostgresCluster } from './postgres-cluster.ts';
import { addReferenceData } from './reference-data.ts';
import { ReplyReceiver } from './reply-receiver.ts';
import { SyncServer } from './sync-server.ts';
import { TenantDatabase } from './tenant-database.ts';

export interface Agent {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface WorldParts {
  readonly server: SyncServer;
  readonly database: TenantDatabase;
  readonly replies: ReplyReceiver;
  readonly amira: Agent;
  readonly jonas: Agent;
  readonly env: Readonly<Record<string, string>>;
  readonly channel: { readonly id: number; readonly key: string };
}

const tenant = 'harbour';

/** One tenant on a server and database of its own, set up by the means an operator has. */
export class World {
  readonly tenant = tenant;
  readonly server: SyncServer;
  readonly database: TenantDatabase;
  /** The system of the customers, which gets the replies. */
  readonly replies: ReplyReceiver;
  readonly amira: Agent;
  readonly jonas: Agent;
  readonly #env: Readonly<Record<string, string>>;
  readonly #channel: { readonly id: number; readonly key: string };

  private constructor(parts: WorldParts) {
    this.server = parts.server;
    this.database = parts.database;
    this.replies = parts.replies;
    this.amira = parts.amira;
    this.jonas = parts.jonas;
    this.#env = parts.env;
    this.#channel = parts.channel;
  }

  static async create(cluster: PostgresCluster, directory: string): Promise<World> {
    mkdirSync(directory, { recursive: true });
    const databaseUrl = await cluster.createDatabase(`e2e_${randomBytes(6).toString('hex')}`);
    const env = {
      HOLDFAST_DATABASE_URL: databaseUrl,
      HOLDFAST_TOKEN_SECRET: randomBytes(32).toString('hex'),
      HOLDFAST_FILES_DIRECTORY: join(directory, 'files'),
      // The customers' system runs on this machine.
      HOLDFAST_ALLOW_PRIVATE_ADDRESSES: 'true',
    };
    await runHoldfast(['migrate'], { env });
    const { schemaName } = tenantSchema.parse(
      await runHoldfast(['tenant', 'create', tenant, '--name', 'Harbour Goods'], { env }),
    );
    const database = new TenantDatabase(databaseUrl, schemaName);
    await addReferenceData(database);
    const replies = await ReplyReceiver.start();
    const channel = await createChannel(env, replies);
    const amira = await createAgent(env, 'Amira Haddad', 'amira@harbour.test');
    const jonas = await createAgent(env, 'Jonas Weber', 'jonas@harbour.test');
    const server = await SyncServer.create(env, directory);
    await server.start();
    return new World({ server, database, replies, amira, jonas, env, channel });
  }

  /** Runs a command of the CLI against this world's database. */
  holdfast(given: readonly string[], input?: string): Promise<unknown> {
    return runHoldfast(given, { env: this.#env, input });
  }

  customerWrites(message: CustomerMessage | string): Promise<Receipt> {
    const { id: channelId, key } = this.#channel;
    return writeAsCustomer({ serverUrl: this.server.url, tenant, channelId, key }, message);
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.database.close();
    this.replies.close();
  }
}

const tenantSchema = z.object({ schemaName: z.string() });
const userSchema = z.object({ id: z.number() });
const channelSchema = z.object({ channelId: z.number(), apiKey: z.string(), signingSecret: z.string() });

async function createChannel(
  env: Readonly<Record<string, string>>,
  replies: ReplyReceiver,
): Promise<{ id: number; key: string }> {
  const given = ['channel', 'create', 'Web shop', '--tenant', tenant, '--callback-url', replies.url];
  const created = channelSchema.parse(await runHoldfast(given, { env }));
  replies.signingSecret = created.signingSecret;
  return { id: created.channelId, key: created.apiKey };
}

async function createAgent(
  env: Readonly<Record<string, string>>,
  name: string,
  email: string,
): Promise<Agent> {
  const password = randomBytes(12).toString('base64url');
  const given = ['user', 'create', email, '--tenant', tenant, '--name', name];
  const { id } = userSchema.parse(await runHoldfast(given, { env, input: password }));
  return { id, name, email, password };
}

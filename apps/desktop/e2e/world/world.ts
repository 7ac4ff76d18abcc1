import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runHoldfast } from '../../../../scripts/stack/holdfast-command.ts';
import { writeAsCustomer } from './customer.ts';
import type { CustomerMessage, Receipt } from './customer.ts';
import type { PostgresCluster } from './postgres-cluster.ts';
import { SyncServer } from './sync-server.ts';
import { TenantDatabase } from './tenant-database.ts';

export interface Agent {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** One tenant on a server and database of its own, set up by the means an operator has. */
export class World {
  readonly tenant = 'harbour';
  readonly directory: string;
  readonly server: SyncServer;
  readonly database: TenantDatabase;
  readonly amira: Agent;
  readonly jonas: Agent;
  readonly #env: Readonly<Record<string, string>>;
  readonly #channel: { readonly id: number; readonly key: string };

  private constructor(parts: WorldParts) {
    this.directory = parts.directory;
    this.server = parts.server;
    this.database = parts.database;
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
    };
    await runHoldfast(['migrate'], { env });
    const tenant = tenantSchema.parse(
      await runHoldfast(['tenant', 'create', 'harbour', '--name', 'Harbour Goods'], { env }),
    );
    const amira = await createAgent(env, 'Amira Haddad', 'amira@harbour.test');
    const jonas = await createAgent(env, 'Jonas Weber', 'jonas@harbour.test');
    const channel = channelSchema.parse(
      await runHoldfast(['channel', 'create', 'harbour', '--platform', 'http', '--name', 'Web shop'], {
        env,
      }),
    );
    const database = new TenantDatabase(databaseUrl, tenant.schema);
    const server = await SyncServer.create(env, directory);
    await server.start();
    return new World({ directory, server, database, amira, jonas, env, channel });
  }

  /** Runs a command of the CLI against this world's database. */
  holdfast(given: readonly string[], input?: string): Promise<unknown> {
    return runHoldfast(given, { env: this.#env, input });
  }

  customerWrites(message: CustomerMessage | string): Promise<Receipt> {
    return writeAsCustomer(
      {
        serverUrl: this.server.url,
        tenant: this.tenant,
        channelId: this.#channel.id,
        key: this.#channel.key,
      },
      message,
    );
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.database.close();
  }
}

interface WorldParts {
  readonly directory: string;
  readonly server: SyncServer;
  readonly database: TenantDatabase;
  readonly amira: Agent;
  readonly jonas: Agent;
  readonly env: Readonly<Record<string, string>>;
  readonly channel: { readonly id: number; readonly key: string };
}

const tenantSchema = z.object({ schema: z.string() });
const userSchema = z.object({ id: z.number() });
const channelSchema = z.object({ id: z.number(), key: z.string() });

async function createAgent(
  env: Readonly<Record<string, string>>,
  name: string,
  email: string,
): Promise<Agent> {
  const password = randomBytes(12).toString('base64url');
  const created = userSchema.parse(
    await runHoldfast(['user', 'create', 'harbour', '--email', email, '--name', name, '--role', 'agent'], {
      env,
      input: password,
    }),
  );
  return { id: created.id, name, email, password };
}

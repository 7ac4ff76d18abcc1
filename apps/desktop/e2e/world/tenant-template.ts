import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { runHoldfast } from '../../../../scripts/product/holdfast-command.ts';
import type { PostgresCluster } from './postgres-cluster.ts';
import { addReferenceData } from './reference-data.ts';
import type { ReplyReceiver } from './reply-receiver.ts';
import { TenantSql } from './tenant-database.ts';

export interface E2eAgent {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A database with one tenant, created once per run with the operator's commands. Each test gets a copy. */
export interface TenantTemplate {
  readonly databaseName: string;
  readonly schemaName: string;
  readonly tenant: string;
  readonly amira: E2eAgent;
  readonly jonas: E2eAgent;
  readonly channel: { readonly id: number; readonly key: string };
}

const databaseName = 'e2e_template';
const tenant = 'harbour';

export async function createTenantTemplate(
  cluster: PostgresCluster,
  replies: ReplyReceiver,
): Promise<TenantTemplate> {
  const databaseUrl = await cluster.createDatabase(databaseName);
  const env = { HOLDFAST_DATABASE_URL: databaseUrl };
  await runHoldfast(['migrate'], { env });
  const { schemaName } = tenantSchema.parse(
    await runHoldfast(['tenant', 'create', tenant, '--name', 'Harbour Goods'], { env }),
  );
  const database = new TenantSql(databaseUrl, schemaName);
  await addReferenceData(database);
  await database.close();
  const channel = await createChannel(env, replies);
  const amira = await createAgent(env, 'Amira Haddad', 'amira@harbour.test');
  const jonas = await createAgent(env, 'Jonas Weber', 'jonas@harbour.test');
  return { databaseName, schemaName, tenant, amira, jonas, channel };
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
): Promise<E2eAgent> {
  const password = randomBytes(12).toString('base64url');
  const given = ['user', 'create', email, '--tenant', tenant, '--name', name];
  const { id } = userSchema.parse(await runHoldfast(given, { env, input: password }));
  return { id, name, email, password };
}

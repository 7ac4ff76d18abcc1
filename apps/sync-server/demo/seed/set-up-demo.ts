import { channelSecrets } from '@holdfast/schema/tables/channel-secrets';
import { channels } from '@holdfast/schema/tables/channels';
import { userCredentials } from '@holdfast/schema/tables/user-credentials';
import { users } from '@holdfast/schema/tables/users';
import { eq, inArray } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';

import { createChannelKey, hashChannelKey } from '../../src/auth/channel-key.ts';
import { hashPassword } from '../../src/auth/password.ts';
import { poolOf } from '../../src/db/cluster-pools.ts';
import type { LandlordPool } from '../../src/db/cluster-pools.ts';
import { withTenant, type TenantTransaction } from '../../src/db/with-tenant.ts';
import type { FileStore } from '../../src/files/file-store.ts';
import { createTenant } from '../../src/tenants/create-tenant.ts';
import type { DemoState } from './demo-state.ts';
import { demoPeople } from './people.ts';
import { seedDemo } from './seed-demo.ts';

export interface DemoOptions {
  tenant: string;
  files: FileStore;
  seed: number;
  now: number;
  actor: string;
  /** State of an earlier run; its secrets are kept. */
  state: DemoState | undefined;
  password: string | undefined;
  /** Base URL for replies: each channel posts to `<callbackUrl>/<channel id>`. */
  callbackUrl: string | undefined;
}

/** Creates the demo workspace, or completes it without changing existing parts. */
export async function setUpDemo(
  pool: LandlordPool,
  options: DemoOptions,
): Promise<{ state: DemoState; seeded: boolean }> {
  const { tenant } = await createTenant(pool, {
    slug: options.tenant,
    name: 'Nordlys Home',
    actor: options.actor,
  });
  const password = options.password ?? options.state?.password ?? randomBytes(12).toString('base64url');
  return withTenant(poolOf(pool, tenant), tenant.schemaName, {}, async (transaction) => {
    const seeded = await seedDemo(transaction, options);
    const isKnown = !seeded && options.state?.password === password;
    if (!isKnown) await setPasswords(transaction, password);
    const channelKeys = await renewChannels(transaction, options, seeded);
    const people = demoPeople.map(({ name, email, role }) => ({ name, email, role }));
    return { seeded, state: { tenant: options.tenant, password, users: people, channels: channelKeys } };
  });
}

/** One hash for all users, who share the demo's password: hashing is slow. */
async function setPasswords({ tx }: TenantTransaction, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  const emails = demoPeople.map((person) => person.email);
  const rows = await tx.select({ id: users.id }).from(users).where(inArray(users.email, emails));
  for (const { id } of rows) {
    await tx
      .insert(userCredentials)
      .values({ userId: id, passwordHash })
      .onConflictDoUpdate({ target: userCredentials.userId, set: { passwordHash } });
  }
}

/** The database has only hashes of the keys. If the state file is lost, new keys are generated. */
async function renewChannels(
  { tx }: TenantTransaction,
  options: DemoOptions,
  seeded: boolean,
): Promise<DemoState['channels']> {
  const rows = await tx
    .select({
      id: channels.id,
      platform: channels.platform,
      apiKeyHash: channelSecrets.apiKeyHash,
      signingSecret: channelSecrets.signingSecret,
    })
    .from(channels)
    .innerJoin(channelSecrets, eq(channelSecrets.channelId, channels.id))
    .where(eq(channels.isActive, true))
    .orderBy(channels.id);
  const renewed: DemoState['channels'] = [];
  for (const { id, platform, apiKeyHash, ...row } of rows) {
    const known = seeded ? undefined : options.state?.channels.find((channel) => channel.id === id);
    const isKnown = known !== undefined && hashChannelKey(known.apiKey) === apiKeyHash;
    const apiKey = isKnown ? known.apiKey : createChannelKey();
    const signingSecret = row.signingSecret ?? createChannelKey();
    await tx
      .update(channelSecrets)
      .set({
        apiKeyHash: hashChannelKey(apiKey),
        signingSecret,
        ...(options.callbackUrl === undefined ? {} : { callbackUrl: `${options.callbackUrl}/${id}` }),
      })
      .where(eq(channelSecrets.channelId, id));
    renewed.push({ id, platform, apiKey, signingSecret });
  }
  return renewed;
}

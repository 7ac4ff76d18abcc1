import type { Platform } from '@holdfast/schema/domain/platform';
import { agentPresence } from '@holdfast/schema/tables/agent-presence';
import { channelSecrets } from '@holdfast/schema/tables/channel-secrets';
import { channels } from '@holdfast/schema/tables/channels';
import { users } from '@holdfast/schema/tables/users';
import { sql } from 'drizzle-orm';

import { hashChannelKey } from '@holdfast/sync-server/auth/channel-key';
import type { TenantTransaction } from '@holdfast/sync-server/db/with-tenant';

export const CHANNEL_KEY = 'a-key-for-tests-only';
export const SIGNING_SECRET = 'a-signing-secret-for-tests-only';

export interface ChannelFixture {
  platform?: Platform;
  callbackUrl?: string;
  settings?: Record<string, unknown>;
}

/** Inserts an active channel with key, secret and token. Returns its id. */
export async function insertChannel(
  { tx }: TenantTransaction,
  fixture: ChannelFixture = {},
): Promise<number> {
  const [channel] = await tx
    .insert(channels)
    .values({ platform: fixture.platform ?? 'http', name: 'Website', settings: fixture.settings ?? {} })
    .returning({ id: channels.id });
  if (channel === undefined) throw new Error('the channel was not created');
  await tx.insert(channelSecrets).values({
    channelId: channel.id,
    apiKeyHash: hashChannelKey(CHANNEL_KEY),
    signingSecret: SIGNING_SECRET,
    callbackUrl: fixture.callbackUrl ?? null,
    verifyToken: 'verify-me',
  });
  return channel.id;
}

/** Inserts an agent, online for an hour unless `online` is false. Returns the id. */
export async function insertAgent(
  { tx }: TenantTransaction,
  name: string,
  options: { online?: boolean; role?: 'agent' | 'supervisor'; isActive?: boolean } = {},
): Promise<number> {
  const [user] = await tx
    .insert(users)
    .values({
      name,
      email: `${name.toLowerCase()}@example.com`,
      role: options.role ?? 'agent',
      isActive: options.isActive ?? true,
    })
    .returning({ id: users.id });
  if (user === undefined) throw new Error('the agent was not created');
  if (options.online ?? true) {
    await tx.insert(agentPresence).values({ userId: user.id, onlineUntil: sql`now() + interval '1 hour'` });
  }
  return user.id;
}

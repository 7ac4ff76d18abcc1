import type { Platform } from '@holdfast/schema/domain/platform';
import { channelSecrets } from '@holdfast/schema/tables/channel-secrets';
import { channels } from '@holdfast/schema/tables/channels';

import { createChannelKey, hashChannelKey } from '../auth/channel-key.ts';
import type { TenantTransaction } from '../db/with-tenant.ts';
import { channelSettingsSchema } from './channel-settings.ts';

export interface NewChannel {
  platform: Platform;
  name: string;
  isActive?: boolean;
  /** URL that replies are posted to; only the plain HTTP channel has one. */
  callbackUrl?: string | null;
  settings?: Record<string, unknown>;
}

export interface CreatedChannel {
  channelId: number;
  /** Shown once: the database stores only its hash. */
  apiKey: string;
  signingSecret: string;
  verifyToken: string;
}

/** Creates a channel with newly generated secrets. */
export async function createChannel({ tx }: TenantTransaction, input: NewChannel): Promise<CreatedChannel> {
  const secrets = {
    apiKey: createChannelKey(),
    signingSecret: createChannelKey(),
    verifyToken: createChannelKey(),
  };
  const [channel] = await tx
    .insert(channels)
    .values({
      platform: input.platform,
      name: input.name,
      isActive: input.isActive ?? true,
      settings: channelSettingsSchema.parse(input.settings ?? {}),
    })
    .returning({ id: channels.id });
  if (channel === undefined) throw new Error('the channel was not created');
  await tx.insert(channelSecrets).values({
    channelId: channel.id,
    apiKeyHash: hashChannelKey(secrets.apiKey),
    signingSecret: secrets.signingSecret,
    verifyToken: secrets.verifyToken,
    callbackUrl: input.callbackUrl ?? null,
  });
  return { channelId: channel.id, ...secrets };
}

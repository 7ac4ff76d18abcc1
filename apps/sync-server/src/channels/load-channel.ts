import type { Platform } from '@holdfast/schema/domain/platform';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { channelSecrets } from '@holdfast/schema/tables/channel-secrets';
import { channels } from '@holdfast/schema/tables/channels';
import { and, eq } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';
import { channelSettingsSchema, type ChannelSettings } from './channel-settings.ts';

export interface Channel {
  id: number;
  platform: Platform;
  name: string;
  settings: ChannelSettings;
  secrets: ChannelSecrets;
}

export interface ChannelSecrets {
  apiKeyHash: string | null;
  signingSecret: string | null;
  callbackUrl: string | null;
  verifyToken: string | null;
}

/** Returns the active channel with this id, including its secrets. Throws HF_CHANNEL_UNKNOWN. */
export async function loadChannel({ tx }: TenantTransaction, channelId: number): Promise<Channel> {
  const [row] = await tx
    .select({
      id: channels.id,
      platform: channels.platform,
      name: channels.name,
      settings: channels.settings,
      apiKeyHash: channelSecrets.apiKeyHash,
      signingSecret: channelSecrets.signingSecret,
      callbackUrl: channelSecrets.callbackUrl,
      verifyToken: channelSecrets.verifyToken,
    })
    .from(channels)
    .leftJoin(channelSecrets, eq(channelSecrets.channelId, channels.id))
    .where(and(eq(channels.id, channelId), eq(channels.isActive, true)));
  if (row === undefined) throw new HoldfastError('HF_CHANNEL_UNKNOWN', { details: { channelId } });
  const { id, platform, name, settings, ...secrets } = row;
  return { id, platform, name, settings: channelSettingsSchema.parse(settings), secrets };
}

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { Channel } from './load-channel.ts';
import type { ChannelAdapter } from './channel-adapter.ts';
import { httpChannelAdapter } from './http-channel/http-channel-adapter.ts';

/**
 * Returns the adapter of a channel; throws HF_CHANNEL_PLATFORM_UNSUPPORTED if there is none. A channel of any
 * platform can be bridged: a gateway run by the tenant then translates between the platform and the plain HTTP
 * channel's protocol.
 */
export function findAdapter(channel: Channel): ChannelAdapter {
  if (isHttpChannel(channel)) return httpChannelAdapter;
  throw new HoldfastError('HF_CHANNEL_PLATFORM_UNSUPPORTED', { details: { platform: channel.platform } });
}

export function isHttpChannel(channel: Channel): boolean {
  return channel.platform === 'http' || channel.settings.isBridged;
}

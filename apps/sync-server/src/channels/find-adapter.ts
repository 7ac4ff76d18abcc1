import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { Channel } from './load-channel.ts';
import type { ChannelAdapter } from './channel-adapter.ts';
import { httpChannelAdapter } from './http-channel/http-channel-adapter.ts';

/**
 * The adapter that a channel speaks through. A channel of any platform may be bridged: then a gateway of the
 * tenant's own translates between the platform and the protocol of the plain HTTP channel.
 */
export function findAdapter(channel: Channel): ChannelAdapter {
  if (speaksPlainHttp(channel)) return httpChannelAdapter;
  throw new HoldfastError('HF_CHANNEL_PLATFORM_UNSUPPORTED', { details: { platform: channel.platform } });
}

export function speaksPlainHttp(channel: Channel): boolean {
  return channel.platform === 'http' || channel.settings.isBridged;
}

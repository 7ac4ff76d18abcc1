import type { Platform } from '@holdfast/schema/domain/platform';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { ChannelAdapter } from './channel-adapter.ts';
import { httpChannelAdapter } from './http-channel/http-channel-adapter.ts';

const adapters: Partial<Record<Platform, ChannelAdapter>> = {
  http: httpChannelAdapter,
};

export function findAdapter(platform: Platform): ChannelAdapter {
  const adapter = adapters[platform];
  if (adapter === undefined) {
    throw new HoldfastError('HF_CHANNEL_PLATFORM_UNSUPPORTED', { details: { platform } });
  }
  return adapter;
}

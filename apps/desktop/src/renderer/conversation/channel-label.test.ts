import { expect, test } from 'vitest';

import { channelLabel } from './channel-label.ts';

test('platform and channel are both named', () => {
  expect(channelLabel('Instagram', '@nordlys.home')).toBe('Instagram · @nordlys.home');
});

test('nothing is said twice', () => {
  expect(channelLabel('WhatsApp', 'WhatsApp +44 20 7946 0321')).toBe('WhatsApp +44 20 7946 0321');
  expect(channelLabel('Telegram', 'telegram')).toBe('telegram');
});

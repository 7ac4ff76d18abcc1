import { expect, test } from 'vitest';

import { channelLabel } from './channel-label.ts';

test('the label names platform and channel', () => {
  expect(channelLabel('Instagram', '@nordlys.home')).toBe('Instagram · @nordlys.home');
});

test("the label does not repeat the platform's name", () => {
  expect(channelLabel('WhatsApp', 'WhatsApp +44 20 7946 0321')).toBe('WhatsApp +44 20 7946 0321');
  expect(channelLabel('Telegram', 'telegram')).toBe('telegram');
});

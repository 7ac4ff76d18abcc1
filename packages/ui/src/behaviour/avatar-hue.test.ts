import { expect, it } from 'vitest';
import { avatarHue, avatarHues } from './avatar-hue.ts';

it('gives one seed one hue for ever', () => {
  expect(avatarHue('customer-17')).toBe(avatarHue('customer-17'));
  expect(avatarHues).toContain(avatarHue(''));
});

it('spreads many customers over all hues', () => {
  const seen = new Set(Array.from({ length: 200 }, (_, index) => avatarHue(`customer-${index}`)));
  expect(seen.size).toBe(avatarHues.length);
});

import { expect, it } from 'vitest';
import { avatarHue, avatarHues } from './avatar-hue.ts';

it('returns the same hue for the same seed', () => {
  expect(avatarHue('customer-17')).toBe(avatarHue('customer-17'));
  expect(avatarHues).toContain(avatarHue(''));
});

it('spreads many seeds over all hues', () => {
  const seen = new Set(Array.from({ length: 200 }, (_, index) => avatarHue(`customer-${index}`)));
  expect(seen.size).toBe(avatarHues.length);
});

import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it.each([
  ['Amira Haddad', 2, 'A\u{200C}H'],
  ['Amira Haddad', 1, 'A'],
  ['Tomás Ferreira da Silva', 2, 'T\u{200C}S'],
  ['noah', 2, 'N'],
  ['ليلى منصور', 2, 'ل\u{200C}م'],
  ['+49 170 5550134', 2, '4\u{200C}5'],
  ['  Jean-Luc ', 2, 'J\u{200C}L'],
  ['👋 …', 2, '?'],
  ['', 2, '?'],
] as const)('initials of %j, at most %d, are %j', (name, maximum, initials) => {
  expect(initialsOf(name, maximum)).toBe(initials);
});

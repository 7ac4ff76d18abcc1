import { expect, it } from 'vitest';
import { slashMenuStep } from './slash-menu-keys.ts';

it.each([
  ['ArrowDown', 0, 3, { kind: 'move', index: 1 }],
  ['ArrowDown', 2, 3, { kind: 'move', index: 0 }],
  ['ArrowUp', 0, 3, { kind: 'move', index: 2 }],
  ['Enter', 1, 3, { kind: 'pick', index: 1 }],
  ['Tab', 1, 3, { kind: 'pick', index: 1 }],
  ['Enter', 5, 3, { kind: 'pick', index: 2 }],
  ['Escape', 0, 0, { kind: 'close' }],
  ['Enter', 0, 0, undefined],
  ['ArrowDown', 0, 0, undefined],
  ['a', 0, 3, undefined],
] as const)('%s at %d of %d', (key, activeIndex, count, step) => {
  expect(slashMenuStep(key, activeIndex, count)).toEqual(step);
});

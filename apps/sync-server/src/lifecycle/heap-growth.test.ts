import { expect, test } from 'vitest';

import { HeapGrowthTuner } from './heap-growth.ts';

test('with thousands of sessions the heap grows by a tenth, with few by more; what is so already is not said again', () => {
  const flags: string[] = [];
  const growth = new HeapGrowthTuner((flag) => flags.push(flag));
  for (let count = 0; count <= 600; count += 1) growth.setSessionCount(count);
  expect(flags).toEqual(['--heap-growing-percent=60', '--heap-growing-percent=10']);
  for (let count = 600; count >= 0; count -= 1) growth.setSessionCount(count);
  expect(flags.slice(2)).toEqual(['--heap-growing-percent=60']);
});

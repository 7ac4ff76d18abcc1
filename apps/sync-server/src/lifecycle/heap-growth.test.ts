import { expect, test } from 'vitest';

import { HeapGrowthTuner } from './heap-growth.ts';

test('the heap grows by 10 % from 500 sessions on and by 60 % below; the flag is set only when it changes', () => {
  const flags: string[] = [];
  const growth = new HeapGrowthTuner((flag) => flags.push(flag));
  for (let count = 0; count <= 600; count += 1) growth.setSessionCount(count);
  expect(flags).toEqual(['--heap-growing-percent=60', '--heap-growing-percent=10']);
  for (let count = 600; count >= 0; count -= 1) growth.setSessionCount(count);
  expect(flags.slice(2)).toEqual(['--heap-growing-percent=60']);
});

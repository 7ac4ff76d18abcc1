import { expect, test } from 'vitest';

import { RunningWork } from './running-work.ts';

test('idle waits for failed work and for work that is added while it waits', async () => {
  const work = new RunningWork();
  const order: string[] = [];
  let endSecond = () => {};
  const second = new Promise<void>((resolve) => {
    endSecond = resolve;
  });
  const failing = work.add(Promise.reject(new Error('no'))).catch(() => {
    order.push('first');
    void work.add(second.then(() => order.push('second')));
  });
  const idle = work.idle().then(() => order.push('idle'));
  await failing;
  endSecond();
  await idle;
  expect(order).toEqual(['first', 'second', 'idle']);
});

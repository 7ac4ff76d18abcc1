import { expect, test } from 'vitest';

import { RunningWork } from './running-work.ts';

test('idle waits for work that failed and for work that was added while it waited', async () => {
  const work = new RunningWork();
  const ended: string[] = [];
  let endSecond = () => {};
  const second = new Promise<void>((resolve) => {
    endSecond = resolve;
  });
  const failing = work.add(Promise.reject(new Error('no'))).catch(() => {
    ended.push('first');
    void work.add(second.then(() => ended.push('second')));
  });
  const idle = work.idle().then(() => ended.push('idle'));
  await failing;
  endSecond();
  await idle;
  expect(ended).toEqual(['first', 'second', 'idle']);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ActivityMonitor } from './activity.ts';
import { IdleScheduler } from './idle-scheduler.ts';
import type { IdleTask } from './registered-task.ts';

let activity: ActivityMonitor;
let scheduler: IdleScheduler;
let startedAt: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  activity = new ActivityMonitor();
  scheduler = new IdleScheduler(activity);
  startedAt = performance.now();
});
afterEach(() => {
  vi.useRealTimers();
});

function task(next: (runs: number) => number | null, changed: Partial<IdleTask> = {}) {
  const runs: { readonly at: number; readonly isHurried: boolean }[] = [];
  const failures: unknown[] = [];
  const handle = scheduler.register({
    idleMs: 1000,
    hurry: { afterMs: 60_000, idleMs: 100, until: 'run' },
    run: ({ isHurried }) => {
      runs.push({ at: performance.now() - startedAt, isHurried });
      return Promise.resolve(next(runs.length));
    },
    onFailure: (error) => failures.push(error),
    ...changed,
  });
  return { runs, failures, handle, times: () => runs.map(({ at }) => at) };
}

/** Reports activity every `everyMs`, for `forMs`. */
async function beActive(everyMs: number, forMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < forMs; passedMs += everyMs) {
    await vi.advanceTimersByTimeAsync(everyMs);
    activity.notice();
  }
}

it('runs a task after the first sufficient idle time, and again after the time that it returns', async () => {
  const { runs, times } = task((count) => (count < 3 ? 250 : null));
  await beActive(900, 3600);
  expect(runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(times()).toEqual([4600, 4850, 5100]);
});

it('activity during a run delays the next run by the whole idle time', async () => {
  const { times } = task(() => 10);
  await vi.advanceTimersByTimeAsync(1000);
  activity.notice();
  await vi.advanceTimersByTimeAsync(999);
  expect(times()).toEqual([1000]);
  await vi.advanceTimersByTimeAsync(1);
  expect(times()).toEqual([1000, 2000]);
});

it('after a minute without sufficient idle time, runs a task once after a shorter one', async () => {
  const { runs } = task(() => 250);
  await beActive(500, 59_500);
  expect(runs).toEqual([]);
  await beActive(500, 2000);
  expect(runs).toEqual([{ at: 60_000, isHurried: true }]);
});

it('a task that hurries until idle time runs without idle time until then', async () => {
  const { runs } = task(() => 250, { hurry: { afterMs: 60_000, idleMs: 0, until: 'idle' } });
  await beActive(100, 61_000);
  expect(runs.map(({ at }) => at)).toEqual([60_000, 60_250, 60_500, 60_750, 61_000]);
  await vi.advanceTimersByTimeAsync(1100);
  activity.notice();
  await beActive(100, 2000);
  expect(runs.filter(({ at }) => at > 62_300)).toEqual([]);
});

it('a task without work sleeps until it is woken; a wake-up during a run causes one more run', async () => {
  const { runs, handle } = task(() => null);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(runs).toHaveLength(1);
  handle.wake();
  handle.wake();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(runs).toHaveLength(2);

  let finish: (delayMs: null) => void = () => undefined;
  const slow = task(() => null, {
    run: () =>
      new Promise<null>((resolve) => {
        slowRuns += 1;
        finish = resolve;
      }),
  });
  let slowRuns = 0;
  await vi.advanceTimersByTimeAsync(2000);
  slow.handle.wake();
  expect(slowRuns).toBe(1);
  finish(null);
  await vi.advanceTimersByTimeAsync(2000);
  expect(slowRuns).toBe(2);
});

it('reports a failure, and the task then sleeps until it is woken', async () => {
  const { failures, handle } = task(() => null, { run: () => Promise.reject(new Error('no')) });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(failures).toEqual([new Error('no')]);
  handle.wake();
  await vi.advanceTimersByTimeAsync(1000);
  expect(failures).toHaveLength(2);
});

it('stop resolves when the running task has ended, and nothing runs after it', async () => {
  let finish: (delayMs: number) => void = () => undefined;
  const { handle } = task(() => null, {
    run: () =>
      new Promise<number>((resolve) => {
        finish = resolve;
      }),
  });
  await vi.advanceTimersByTimeAsync(1000);
  let isStopped = false;
  const stopping = handle.stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(isStopped).toBe(false);
  finish(10);
  await stopping;
  expect(vi.getTimerCount()).toBe(0);
});

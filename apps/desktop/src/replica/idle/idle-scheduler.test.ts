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

/** Somebody does something every so often. */
async function work(everyMs: number, forMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < forMs; passedMs += everyMs) {
    await vi.advanceTimersByTimeAsync(everyMs);
    activity.notice();
  }
}

it('runs a task in the first pause that is long enough, and again after the time it asks for', async () => {
  const { runs, times } = task((count) => (count < 3 ? 250 : null));
  await work(900, 3600);
  expect(runs).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(times()).toEqual([4600, 4850, 5100]);
});

it('does not run a second piece when somebody came during the first', async () => {
  const { times } = task(() => 10);
  await vi.advanceTimersByTimeAsync(1000);
  activity.notice();
  await vi.advanceTimersByTimeAsync(999);
  expect(times()).toEqual([1000]);
  await vi.advanceTimersByTimeAsync(1);
  expect(times()).toEqual([1000, 2000]);
});

it('lets a task that waited a minute in vain run in a shorter pause, once', async () => {
  const { runs } = task(() => 250);
  await work(500, 59_500);
  expect(runs).toEqual([]);
  await work(500, 2000);
  expect(runs).toEqual([{ at: 60_000, isHurried: true }]);
});

it('lets a task that may go on hurrying do so until an idle moment', async () => {
  const { runs } = task(() => 250, { hurry: { afterMs: 60_000, idleMs: 0, until: 'idle' } });
  await work(100, 61_000);
  expect(runs.map(({ at }) => at)).toEqual([60_000, 60_250, 60_500, 60_750, 61_000]);
  await vi.advanceTimersByTimeAsync(1100);
  activity.notice();
  await work(100, 2000);
  expect(runs.filter(({ at }) => at > 62_300)).toEqual([]);
});

it('lets a task with nothing left sleep until it is woken, also while it runs', async () => {
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

it('tells of a failure, after which the task sleeps', async () => {
  const { failures, handle } = task(() => null, { run: () => Promise.reject(new Error('no')) });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(failures).toEqual([new Error('no')]);
  handle.wake();
  await vi.advanceTimersByTimeAsync(1000);
  expect(failures).toHaveLength(2);
});

it('runs nothing after it was stopped, and stops only when the piece under way is done', async () => {
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

import { afterAll, beforeAll, expect, it } from 'vitest';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { conversationRow, cursor, delta, firstDelta } from '@holdfast/testkit/replica/test-rows';
import { SnoozeWatch } from './snooze-watch.ts';

let replica: LocalReplica;
beforeAll(async () => {
  replica = await LocalReplica.open();
  await replica.apply(firstDelta([1]));
  const rows = { conversations: [conversationRow(1, { snoozed_until: '2026-11-23T09:00:00+00:00' })] };
  await replica.apply(delta({ from: cursor(1), to: cursor(2), rows }));
});
afterAll(() => replica[Symbol.asyncDispose]());

/** Returns the result of each check; the clock shows these times one after the other. */
async function checksAt(...times: readonly string[]): Promise<readonly boolean[]> {
  const clock = { now: new Date(times[0] ?? 0) };
  const watch = new SnoozeWatch(replica.database, () => clock.now);
  const results: boolean[] = [];
  for (const time of times.slice(1)) {
    clock.now = new Date(time);
    results.push(await watch.look());
  }
  return results;
}

it('M5 a snooze that ended while the machine slept is reported once, at the first check after it', async () => {
  const night = ['2026-11-22T22:00:00Z', '2026-11-23T10:00:00Z', '2026-11-23T10:00:15Z'];
  expect(await checksAt(...night)).toEqual([true, false]);
});

it('M5 a clock set back to before the end of a snooze is reported as a change too', async () => {
  const setBack = [
    '2026-11-23T10:00:00Z',
    '2026-11-22T10:00:00Z',
    '2026-11-22T10:00:15Z',
    '2026-11-23T10:00:00Z',
  ];
  expect(await checksAt(...setBack)).toEqual([true, false, true]);
});

it('M5 a snooze that ends exactly at a check is reported once', async () => {
  const onTheDot = ['2026-11-23T08:59:59Z', '2026-11-23T09:00:00Z', '2026-11-23T09:00:01Z'];
  expect(await checksAt(...onTheDot)).toEqual([true, false]);
});

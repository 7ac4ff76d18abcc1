import { expect, test } from 'vitest';
import fc from 'fast-check';
import { planEntries, type EntriesRequest } from './plan-entries.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const sizesOf = (ids: readonly number[], bytes: number) => new Map(ids.map((id) => [id, bytes] as const));
const wanted = (request: Partial<EntriesRequest>): EntriesRequest => ({
  mine: [],
  queue: [],
  known: new Map(),
  ...request,
});

test('S4 a small move enters whole at once', () => {
  const mine = range(0, 12);
  expect(planEntries(wanted({ mine, queue: [50, 51] }), sizesOf(mine, 5000), 100_000)).toEqual({
    whole: mine,
    headers: [],
    queue: [50, 51],
    remaining: 0,
  });
});

test('D4 a first sync: headers with the newest conversations whole, then the other headers, then batches', () => {
  const mine = range(0, 1000);
  const sizes = sizesOf(mine, 1000);
  const first = planEntries(wanted({ mine }), sizes, 200_000);
  expect(first).toEqual({ whole: range(0, 50), headers: range(50, 350), queue: [], remaining: 950 });

  const rest = range(50, 1000);
  const held = (to: number) => new Map(range(50, to).map((id) => [id, 'header'] as const));
  const second = planEntries(wanted({ mine: rest, known: held(350) }), sizes, 200_000);
  expect(second).toEqual({ whole: [], headers: range(350, 750), queue: [], remaining: 950 });

  const later = planEntries(wanted({ mine: rest, known: held(1000) }), sizes, 200_000);
  expect(later).toEqual({ whole: range(50, 250), headers: [], queue: [], remaining: 750 });
});

test('D4 a conversation that is larger than the budget enters alone', () => {
  const mine = [1, 2, 3];
  const known = new Map(mine.map((id) => [id, 'header'] as const));
  const plan = planEntries(wanted({ mine, known }), sizesOf(mine, 9_000_000), 1_000_000);
  expect(plan).toEqual({ whole: [1], headers: [], queue: [], remaining: 2 });
});

test('D4 with a budget of 0 only conversations whose header is held enter, with their new scope', () => {
  const known = new Map([[1, 'queue'] as const, [3, 'header'] as const]);
  const plan = planEntries(wanted({ mine: [1, 2], queue: [3, 4], known }), sizesOf([1, 2], 10), 0);
  expect(plan).toEqual({ whole: [], headers: [1], queue: [3], remaining: 3 });
});

test('D4 property: every plan makes progress and keeps to the budget, and in the end everything is held', () => {
  const kinds = fc.constantFrom('new', 'queue', 'header', 'toQueue');
  fc.assert(
    fc.property(
      fc.array(fc.record({ kind: kinds, bytes: fc.integer({ min: 0, max: 40_000 }) }), { maxLength: 80 }),
      fc.integer({ min: 1000, max: 60_000 }),
      (conversations, budget) => {
        const held = new Map<number, 'mine' | 'queue' | 'header'>();
        const sizes = new Map(conversations.map(({ bytes }, id) => [id, bytes] as const));
        conversations.forEach(({ kind }, id) => {
          if (kind === 'queue' || kind === 'header') held.set(id, kind);
        });
        const wantsQueue = (id: number) => conversations[id]?.kind === 'toQueue';
        const all = range(0, conversations.length);
        for (let step = 0; ; step += 1) {
          const request = wanted({
            mine: all.filter((id) => !wantsQueue(id) && held.get(id) !== 'mine'),
            queue: all.filter((id) => wantsQueue(id) && !held.has(id)),
            known: held,
          });
          if (request.mine.length + request.queue.length === 0) break;
          const plan = planEntries(request, sizes, budget);
          const spent = plan.whole.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
          expect(plan.whole.length > 1 ? spent : 0).toBeLessThanOrEqual(budget);
          expect(plan.whole.length + plan.headers.length + plan.queue.length).toBeGreaterThan(0);
          expect(plan.whole.filter((id) => plan.headers.includes(id))).toEqual([]);
          for (const id of plan.headers) held.set(id, 'header');
          for (const id of plan.queue) held.set(id, 'queue');
          for (const id of plan.whole) held.set(id, 'mine');
          const missing = all.filter((id) => (wantsQueue(id) ? !held.has(id) : held.get(id) !== 'mine'));
          expect(plan.remaining).toBe(missing.length);
          expect(step).toBeLessThan(400);
        }
      },
    ),
  );
});

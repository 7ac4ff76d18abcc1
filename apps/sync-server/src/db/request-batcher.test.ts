import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { ClusterPool } from './cluster-pool.ts';
import { RequestBatcher } from './request-batcher.ts';

const target = { pool: new ClusterPool({}), schemaName: 'tenant_a' };

/** A batcher that doubles numbers. A batch resolves when the test calls its `finish`. */
function createDoubler() {
  const batches: { readonly keys: readonly number[]; readonly finish: (error?: Error) => void }[] = [];
  const work = new RequestBatcher<number, number>(
    (_, keys) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error) => {
          if (error === undefined) resolve(new Map(keys.map((key) => [key, 2 * key])));
          else reject(error);
        };
        batches.push({ keys, finish });
      }),
  );
  const nthBatch = async (number: number) => {
    await expect.poll(() => batches.length).toBe(number);
    return batches.at(-1);
  };
  return { work, batches, nthBatch };
}

test('the first request runs at once; requests during its batch share the next batch', async () => {
  const { work, batches, nthBatch } = createDoubler();
  const first = work.request(target, 1);
  const others = [2, 3, 2].map((key) => work.request(target, key));
  expect(batches.map(({ keys }) => keys)).toEqual([[1]]);
  batches[0]?.finish();
  expect(await first).toBe(2);
  (await nthBatch(2))?.finish();
  expect(await Promise.all(others)).toEqual([4, 6, 4]);
  expect(batches.map(({ keys }) => keys)).toEqual([[1], [2, 3]]);
});

test('a request never gets a result of a batch that began before it', async () => {
  const { work, batches, nthBatch } = createDoubler();
  const [one, same] = [work.request(target, 1), work.request(target, 1)];
  batches[0]?.finish();
  await one;
  (await nthBatch(2))?.finish();
  expect(await same).toBe(2);
});

test('a failed batch rejects only its own requests', async () => {
  const { work, batches, nthBatch } = createDoubler();
  const first = work.request(target, 1);
  const second = work.request(target, 2);
  batches[0]?.finish(new Error('away'));
  await expect(first).rejects.toThrow('away');
  (await nthBatch(2))?.finish();
  expect(await second).toBe(4);
});

test('a request made when the last batch resolves is handled', async () => {
  const { work, batches, nthBatch } = createDoubler();
  const asked = work.request(target, 1).then(() => work.request(target, 2));
  batches[0]?.finish();
  (await nthBatch(2))?.finish();
  expect(await asked).toBe(4);
});

test('D6 a batch is delayed while others ran a moment ago; a single request is not', async () => {
  const { work, batches, nthBatch } = createDoubler();
  for (const key of [1, 2, 3]) void work.request(target, key);
  batches[0]?.finish();
  await nextTurn();
  expect(batches).toHaveLength(1);
  void work.request(target, 4);
  expect((await nthBatch(2))?.keys).toEqual([2, 3, 4]);
  batches[1]?.finish();

  const alone = createDoubler();
  const first = alone.work.request(target, 1);
  alone.batches[0]?.finish();
  await first;
  await nextTurn();
  void alone.work.request(target, 2);
  expect(alone.batches).toHaveLength(2);
});

test('targets do not wait for each other, and a batch has at most 25 keys', async () => {
  const { work, batches, nthBatch } = createDoubler();
  void work.request(target, 0);
  void work.request({ ...target, schemaName: 'tenant_b' }, 7);
  expect(batches.map(({ keys }) => keys)).toEqual([[0], [7]]);
  for (let key = 1; key <= 26; key += 1) void work.request(target, key);
  batches[0]?.finish();
  expect((await nthBatch(3))?.keys).toHaveLength(25);
  batches[2]?.finish();
  expect((await nthBatch(4))?.keys).toEqual([26]);
});

test('a key without a result is undefined', async () => {
  const work = new RequestBatcher<number, number>(() => Promise.resolve(new Map()));
  expect(await work.request(target, 1)).toBeUndefined();
});

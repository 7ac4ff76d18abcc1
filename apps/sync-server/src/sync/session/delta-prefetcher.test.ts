import { setImmediate as nextTurn } from 'node:timers/promises';

import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import { expect, test } from 'vitest';

import type { DeltasRequest } from '../delta/compute-delta.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import { DeltaPrefetcher } from './delta-prefetcher.ts';

const start: ReplicaPosition = {
  userId: 1,
  deviceId: 1,
  protocolVersion: 2,
  cursor: null,
  held: new Map(),
  oldestPendingMutationId: 7,
  preferred: new Set(),
};

const cursor = (snapshot: number) => ({ epoch: 'e', snapshot: String(snapshot) });

/** Computes ten steps. The snapshot of each is its number. */
function stepsOfTen() {
  const positions: ReplicaPosition[] = [];
  const compute = async ({ replica: position, maxDeltas, onDelta }: DeltasRequest) => {
    positions.push(position);
    const first = Number(position.cursor?.snapshot ?? 0);
    const numbers = [1, 2, 3, 4]
      .slice(0, maxDeltas)
      .map((number) => first + number)
      .filter((number) => number <= 10);
    for (const number of numbers) {
      await nextTurn();
      onDelta({
        delta: {
          ...emptyChanges,
          from: position.cursor,
          to: cursor(number),
          remaining: 10 - number,
        },
        held: new Map(),
        appliedWindowRequests: new Map(),
        needsDigests: false,
      });
    }
  };
  return { positions, compute };
}

async function take(supply: DeltaPrefetcher, count: number, from = start): Promise<readonly string[]> {
  const snapshots: string[] = [];
  let position = from;
  for (let index = 0; index < count; index += 1) {
    const { delta, held } = await supply.next(position);
    snapshots.push(delta.to.snapshot);
    position = { ...position, cursor: delta.to, held, oldestPendingMutationId: null };
  }
  return snapshots;
}

test('D4 steps come in order, four per snapshot; the next four are begun while two are left', async () => {
  const { positions, compute } = stepsOfTen();
  const supply = new DeltaPrefetcher(compute);
  expect(await take(supply, 2)).toEqual(['1', '2']);
  await expect.poll(() => positions.length).toBe(2);
  expect(positions[1]).toMatchObject({ cursor: cursor(4), oldestPendingMutationId: null });
  expect(await take(supply, 8)).toEqual(['3', '4', '5', '6', '7', '8', '9', '10']);
  expect(positions.map((position) => position.cursor?.snapshot)).toEqual([undefined, '4', '8']);
});

test('D4 a step is returned as soon as it is computed, while the following ones are still being computed', async () => {
  const { compute } = stepsOfTen();
  const rest = Promise.withResolvers<void>();
  const supply = new DeltaPrefetcher(async (wanted) => {
    await compute({ ...wanted, maxDeltas: 1 });
    await rest.promise;
  });
  expect(await take(supply, 1)).toEqual(['1']);
  const second = supply.next({ ...start, cursor: cursor(1) });
  rest.resolve();
  expect((await second).delta.to).toEqual(cursor(2));
});

test('D4 prefetched steps that cannot be sent are dropped and computed again from the position of the replica', async () => {
  const { positions, compute } = stepsOfTen();
  const supply = new DeltaPrefetcher(compute);
  await take(supply, 3);
  supply.clear();
  const before = positions.length;
  expect(await take(supply, 2, { ...start, cursor: cursor(2) })).toEqual(['3', '4']);
  expect(positions[before]?.cursor).toEqual(cursor(2));
});

test('D4 steps whose prefetch failed are computed when they are requested; a failure then is thrown', async () => {
  const { compute } = stepsOfTen();
  let calls = 0;
  const supply = new DeltaPrefetcher((wanted) => {
    calls += 1;
    return calls === 2 || calls === 3 ? Promise.reject(new Error('away')) : compute(wanted);
  });
  expect(await take(supply, 2)).toEqual(['1', '2']);
  await expect.poll(() => calls).toBe(2);
  expect(await take(supply, 2, { ...start, cursor: cursor(2) })).toEqual(['3', '4']);
  await expect(supply.next({ ...start, cursor: cursor(4) })).rejects.toThrow('away');
  expect(await take(supply, 1, { ...start, cursor: cursor(4) })).toEqual(['5']);
});

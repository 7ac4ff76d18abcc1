import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import { expect, test } from 'vitest';

import type { ReplicaPosition } from '../use-cases/delta/compute-delta.ts';
import type { ComputedDelta } from '../use-cases/delta/computed-delta.ts';
import { StepSupply } from './step-supply.ts';

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

/** Ten steps in all, the snapshot counting them. */
function stepsOfTen() {
  const asked: ReplicaPosition[] = [];
  const compute = (position: ReplicaPosition, atMost: number): Promise<readonly ComputedDelta[]> => {
    asked.push(position);
    const first = Number(position.cursor?.snapshot ?? 0);
    const numbers = [1, 2, 3, 4]
      .slice(0, atMost)
      .map((number) => first + number)
      .filter((number) => number <= 10);
    return Promise.resolve(
      numbers.map((number) => ({
        delta: {
          ...emptyChanges,
          from: position.cursor,
          to: cursor(number),
          remaining: 10 - number,
        },
        held: new Map(),
        answered: new Map(),
        needsDigests: false,
      })),
    );
  };
  return { asked, compute };
}

async function take(supply: StepSupply, count: number, from = start): Promise<readonly string[]> {
  const taken: string[] = [];
  let position = from;
  for (let index = 0; index < count; index += 1) {
    const { delta, held } = await supply.next(position);
    taken.push(delta.to.snapshot);
    position = { ...position, cursor: delta.to, held, oldestPendingMutationId: null };
  }
  return taken;
}

test('D4 the first step comes by itself, the next ones in order, begun while some are left', async () => {
  const { asked, compute } = stepsOfTen();
  const supply = new StepSupply(compute);
  expect(await take(supply, 1)).toEqual(['1']);
  expect(asked[1]).toMatchObject({ cursor: cursor(1), oldestPendingMutationId: null });
  expect(await take(supply, 1)).toEqual(['2']);
  expect(asked[2]).toMatchObject({ cursor: cursor(3) });
  expect(await take(supply, 8)).toEqual(['3', '4', '5', '6', '7', '8', '9', '10']);
  expect(asked.map((position) => position.cursor?.snapshot)).toEqual([undefined, '1', '3', '7']);
});

test('D4 what was computed ahead and cannot be sent is forgotten, and computed from where the replica stands', async () => {
  const { asked, compute } = stepsOfTen();
  const supply = new StepSupply(compute);
  await take(supply, 3);
  supply.forget();
  expect(await take(supply, 2, { ...start, cursor: cursor(2) })).toEqual(['3', '4']);
  expect(asked.at(-2)?.cursor).toEqual(cursor(2));
});

test('D4 a step that could not be computed ahead fails when it is asked for, and not before', async () => {
  const { compute } = stepsOfTen();
  let calls = 0;
  const supply = new StepSupply((position, atMost) => {
    calls += 1;
    return calls === 3 ? Promise.reject(new Error('away')) : compute(position, atMost);
  });
  expect(await take(supply, 3)).toEqual(['1', '2', '3']);
  await expect(supply.next({ ...start, cursor: cursor(3) })).rejects.toThrow('away');
  expect(await take(supply, 1, { ...start, cursor: cursor(3) })).toEqual(['4']);
});

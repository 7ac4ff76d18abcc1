import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { benches } from './benches.ts';
import { BenchWorld } from './world/world.ts';

let world: BenchWorld;

beforeAll(async () => {
  world = await BenchWorld.start(inject('databaseUrl'));
});

afterAll(() => world[Symbol.asyncDispose]());

// These benches use all shared code of the benches and take seconds together. Their figures mean nothing.
const names = ['catch-up', 'push', 'reconnect-storm', 'throughput', 'first-sync'];

test.each(benches.filter(({ name }) => names.includes(name)))('the benchmark $name runs', async (bench) => {
  const figures = await bench.run({ world, size: 'tiny', flags: new Set() });
  expect(figures.length).toBeGreaterThan(0);
  for (const { metric, value } of figures) expect(Number.isFinite(value), metric).toBe(true);
});

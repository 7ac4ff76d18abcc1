import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { replicaFailpoints, serverFailpoints } from '@holdfast/testkit/model/failpoints';
import type { Finding } from '@holdfast/testkit/oracle/finding';
import { SeededRandom } from '@holdfast/schema/random/seeded-random';
import { expect, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { finalCheck } from '../checks/final-check.ts';
import { Ledger } from '../checks/ledger.ts';
import { WireTap } from '../checks/wire-tap.ts';
import { foreignMarker } from '../world/seed-tenant.ts';
import { SoakWorld } from '../world/soak-world.ts';

interface CrashPlan {
  readonly broken: BreakableRule | null;
  readonly rounds: number;
  readonly seed: number;
  /** The replica's failpoint in all rounds. If undefined, each round uses another one. */
  readonly only?: (typeof replicaFailpoints)[number];
  readonly lingerMs: number;
}

/**
 * Agents send replies while a replica and the server are killed at different failpoints; then both are restarted. Every text
 * that was reported as queued must reach the server exactly once.
 */
async function crash(plan: CrashPlan): Promise<{ deaths: number; findings: readonly Finding[] }> {
  const random = new SeededRandom(plan.seed);
  const tap = new WireTap(foreignMarker);
  await using world = await SoakWorld.start({
    replicaCount: 2,
    broken: plan.broken,
    onWire: (userId, message) => tap.hear(userId, message),
  });
  const [replica] = world.replicas;
  if (replica === undefined) throw new Error('no replica');
  const ledger = new Ledger();
  let deaths = 0;
  let number = 0;
  const sendReply = async () => {
    const words = `answer ${(number += 1)}`;
    const command = { kind: 'send', choice: random.next(), other: 0, text: words } as const;
    const performed = await replica.perform(command);
    if (performed?.type === 'queued')
      ledger.add({ replica: replica.name, words, mutations: performed.mutations });
    if (performed === null) ledger.add({ replica: replica.name, words, mutations: null });
  };
  await expect.poll(async () => (await replica.status())?.connection, { timeout: 30_000 }).toBe('live');
  for (let round = 0; round < plan.rounds; round += 1) {
    const point = plan.only ?? replicaFailpoints[round % replicaFailpoints.length] ?? 'acknowledge';
    const serverPoint = serverFailpoints[(round + plan.seed) % serverFailpoints.length] ?? 'send';
    const died = Promise.all([
      replica.killAt({ point, passage: random.between(1, 3), lingerMs: plan.lingerMs }, 5000),
      plan.only === undefined &&
        world.killServerAt({ point: serverPoint, passage: random.between(1, 4), lingerMs: 0 }, 5000),
    ]);
    const over = new AbortController();
    void died.then(() => over.abort());
    while (!over.signal.aborted) {
      await sendReply();
      await world.inTenant((client) =>
        client.query(
          `update conversations set priority = 'high', updated_at = clock_timestamp() where id = 2`,
        ),
      );
      await delay(20);
    }
    deaths += (await died).filter(Boolean).length;
    await Promise.all([replica.start(), world.startServer()]);
  }
  await Promise.all(world.replicas.map((each) => each.hurry()));
  const { findings } = await finalCheck(world, { images: [], ledger, tap });
  return { deaths, findings };
}

test('M1, M2, D5 invariant 7, crash: after kills of replica and server every queued mutation has one result and no row is missing', async () => {
  const seed = randomInt(2 ** 31);
  const { deaths, findings } = await crash({ broken: null, rounds: 5, seed, lingerMs: 0 });
  expect({ seed, findings }).toEqual({ seed, findings: [] });
  expect(deaths).toBeGreaterThan(4);
});

test('M1 invariant 7 fails in a build that reports a mutation as queued before it is in the journal', async () => {
  const plan = { broken: 'M1', rounds: 1, seed: 1, only: 'journal-append', lingerMs: 700 } as const;
  const { findings } = await crash(plan);
  expect(findings.map(({ about }) => about)).toContain('a queued mutation has not one result');
});

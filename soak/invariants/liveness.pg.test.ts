import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** Timeout within which the poll must find a change, also on a busy machine. */
const timeoutMs = 6000;
/** Duration of the open transaction. The soak test keeps one open for a full minute. */
const heldOpenMs = 4000;

/** Commits without wake-ups while a transaction stays open. Returns for each commit whether it arrived in time. */
async function commitWithoutWakeUps(broken?: BreakableRule): Promise<boolean[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { hints: false, broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const replica = await world.createReplica(userId);
  await replica.connect();
  const arrived: boolean[] = [];
  const startedAt = performance.now();
  await world.asOwner(async (client) => {
    await client.query(`update customers set name = 'held open'`);
    do {
      const { transaction } = await world.sql(`update conversations set priority = 'high' where id = $1`, [
        conversationId,
      ]);
      arrived.push(await replica.untilSettled(transaction, timeoutMs));
    } while (performance.now() - startedAt < heldOpenMs);
  });
  return arrived;
}

test('D2, E2 invariant 11, liveness: changes arrive without wake-ups and beside an open transaction', async () => {
  const arrived = await commitWithoutWakeUps();
  expect(arrived.length).toBeGreaterThan(1);
  expect(arrived).not.toContain(false);
});

test('D2 invariant 11 fails in a build that does not poll', async () => {
  expect(await commitWithoutWakeUps('slow-poll')).toContain(false);
});

import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** Within this the slow poll must have found a change, on a busy machine too. */
const patienceMs = 6000;
/** How long a transaction is held open here; the soak holds one open for the full minute. */
const heldOpenMs = 4000;

/** Commits without wake-ups while another transaction stays open. Returns which of the commits arrived. */
async function commitWithoutHints(broken?: BreakableRule): Promise<boolean[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { hints: false, broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const replica = await world.createReplica(userId);
  await replica.connect();
  const arrived: boolean[] = [];
  const began = performance.now();
  await world.asOwner(async (client) => {
    await client.query(`update customers set name = 'held open'`);
    do {
      const { transaction } = await world.sql(`update conversations set priority = 'high' where id = $1`, [
        conversationId,
      ]);
      arrived.push(await replica.untilSettled(transaction, patienceMs));
    } while (performance.now() - began < heldOpenMs);
  });
  return arrived;
}

test('D2, E2 invariant 11, liveness: with every hint dropped, beside a transaction held open, changes arrive', async () => {
  const arrived = await commitWithoutHints();
  expect(arrived.length).toBeGreaterThan(1);
  expect(arrived).not.toContain(false);
});

test('D2 invariant 11 fails in a build that waits for hints alone', async () => {
  expect(await commitWithoutHints('slow-poll')).toContain(false);
});

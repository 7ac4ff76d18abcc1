import type { Finding } from '@holdfast/testkit/oracle/finding';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** How long writers go on at most; a build that breaks the rule is found out long before. */
const longestMs = 8000;

/**
 * Transactions that change several tables at once, move-ins among them, from several writers without a pause; the replica
 * is held against the oracle after every commit of its own.
 */
async function writeWithoutPause(commits: number, broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  const other = await world.createUser('ben');
  const conversations = await Promise.all(
    [userId, userId, userId, other].map((assignedTo) => world.createConversation(assignedTo)),
  );
  const replica = await world.createReplica(userId);
  await replica.connect();
  replica.watches = true;
  const until = performance.now() + longestMs;
  const write = async (writer: number) => {
    for (let n = 0; replica.images.length < commits && performance.now() < until; n += 1) {
      const conversationId = conversations[(n + writer) % conversations.length] ?? 0;
      await world.writeInbound(conversationId, `${writer} ${n}`);
      if (n % 5 === 4)
        await world.sql(`update conversations set assigned_to = $2 where id = $1`, [
          conversationId,
          n % 2 === 0 ? userId : other,
        ]);
    }
  };
  await Promise.all([0, 1, 2, 3].map(write));
  return [...(await world.settle([replica])), ...(await world.examine([replica]))];
}

test('E3, D5 invariant 2, atomic: after every commit a replica is the scope of one snapshot, also in the middle of a move-in', async () => {
  expect(await writeWithoutPause(40)).toEqual([]);
});

test('E3 invariant 2 fails in a build whose ticks read each table at a moment of its own', async () => {
  const findings = await writeWithoutPause(200, 'E3');
  expect(findings.length).toBeGreaterThan(0);
});

import type { Finding } from '@holdfast/testkit/oracle/finding';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** Maximum duration of the writers. A build that breaks the rule fails much earlier. */
const maxDurationMs = 8000;

/**
 * Several writers commit transactions that change several tables, including new assignments, without a pause. The oracle
 * examines the replica after each of its commits.
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
  const until = performance.now() + maxDurationMs;
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

test('E3, D5 invariant 2, atomic: after every commit a replica equals its scope at one snapshot, also while it enters conversations', async () => {
  expect(await writeWithoutPause(40)).toEqual([]);
});

test('E3 invariant 2 fails in a build whose ticks read each table in a separate snapshot', async () => {
  const findings = await writeWithoutPause(200, 'E3');
  expect(findings.length).toBeGreaterThan(0);
});

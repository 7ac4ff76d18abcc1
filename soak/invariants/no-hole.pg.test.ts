import type { Finding } from '@holdfast/testkit/oracle/finding';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** One transaction commits late, another early, while one replica is attached and one disconnects. */
async function commitLate(broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const attached = await world.createReplica(userId);
  const disconnected = await world.createReplica(userId);
  await Promise.all([attached.connect(), disconnected.connect()]);

  await world.asOwner(async (client) => {
    await client.query(
      `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'late')`,
      [conversationId],
    );
    const { transaction: early } = await world.sql(
      `update conversations set priority = 'high' where id = $1`,
      [conversationId],
    );
    // Both cursors are past the early transaction before the late one commits.
    await expect.poll(() => attached.sees(early) && disconnected.sees(early)).toBe(true);
    await disconnected.disconnect();
  });
  await disconnected.connect();
  return [
    ...(await world.settle([attached, disconnected])),
    ...(await world.examine([attached, disconnected])),
  ];
}

test('E2 invariant 1, no hole: a late commit is in every replica whose cursor includes it', async () => {
  expect(await commitLate()).toEqual([]);
});

test('E2 invariant 1 fails in a build whose cursor omits the transactions in progress', async () => {
  const findings = await commitLate('E2');
  expect(findings.map(({ invariant }) => invariant)).toContain(1);
});

import type { Finding } from '@holdfast/testkit/oracle/finding';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** A transaction that commits late, beside one that commits early, under an attached replica and one that was away. */
async function commitLate(broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const attached = await world.createReplica(userId);
  const away = await world.createReplica(userId);
  await Promise.all([attached.connect(), away.connect()]);

  await world.asOwner(async (client) => {
    await client.query(
      `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'late')`,
      [conversationId],
    );
    const { transaction: early } = await world.sql(
      `update conversations set priority = 'high' where id = $1`,
      [conversationId],
    );
    // Both stand beyond the early one before the late one commits.
    await expect.poll(() => attached.sees(early) && away.sees(early)).toBe(true);
    await away.disconnect();
  });
  await away.connect();
  return [...(await world.settle([attached, away])), ...(await world.examine([attached, away]))];
}

test('E2 invariant 1, no hole: what commits late is in every replica whose cursor has reached it', async () => {
  expect(await commitLate()).toEqual([]);
});

test('E2 invariant 1 fails in a build that forgets the transactions in progress', async () => {
  const findings = await commitLate('E2');
  expect(findings.map(({ invariant }) => invariant)).toContain(1);
});

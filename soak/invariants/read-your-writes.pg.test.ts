import type { Finding } from '@holdfast/testkit/oracle/finding';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { sendAction } from './actions.ts';
import { ProofWorld } from './proof-world.ts';

/**
 * Queues messages while the link to the server is blocked and the conversation changes on the server; then unblocks it.
 * Records an image of the replica after every commit.
 */
async function writeWhileQueued(broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const replica = await world.createReplica(userId);
  await replica.connect();
  replica.watches = true;
  for (let n = 0; n < 3; n += 1) {
    replica.link.block('up');
    await replica.act(sendAction(conversationId, `answer ${n}`), sendAction(conversationId, `and ${n}`));
    const { transaction } = await world.sql(
      `update conversations set last_message_preview = $2 where id = $1`,
      [conversationId, `question ${n}`],
    );
    await expect.poll(() => replica.sees(transaction)).toBe(true);
    replica.images.push(await replica.image());
    replica.link.unblock('up');
    await replica.untilSettled(transaction, 3000);
  }
  const late = await world.settle([replica], 5000);
  expect(replica.images.some(({ queued }) => queued.length > 0)).toBe(true);
  return [...late, ...(await world.examine([replica]))];
}

test('M3, M4 invariant 6, read your writes: a pending write stays visible until one commit brings its result and effects', async () => {
  expect(await writeWhileQueued()).toEqual([]);
});

test('M4 invariant 6 fails in a build that does not rerun pending mutations', async () => {
  const findings = await writeWhileQueued('M4');
  expect(findings.map(({ about }) => about)).toContain('a queued write is not to be seen');
});

test('M3 invariant 6 fails in a build whose ticks contain effects without the results', async () => {
  const findings = await writeWhileQueued('M3');
  expect(findings.map(({ about }) => about)).toContain('an effect came without its result');
});

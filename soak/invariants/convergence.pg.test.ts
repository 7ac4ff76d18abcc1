import type { Finding } from '@holdfast/testkit/oracle/finding';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { sendAction } from './actions.ts';
import { ProofWorld } from './proof-world.ts';

/** 40 messages of 100 kB: more than the acknowledgement window. */
const largeMessages = 40;
const largeText = 'x'.repeat(100_000);

/** A replica stops reading while more is written than its acknowledgement window allows, then resumes. */
async function readSlowly(broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const replica = await world.createReplica(userId);
  await replica.connect();
  replica.link.block('down');
  for (let n = 0; n < largeMessages; n += 1) await world.writeInbound(conversationId, `${n} ${largeText}`);
  replica.link.unblock('down');
  return [...(await world.settle([replica], 15_000)), ...(await world.examine([replica]))];
}

/** Partitions in each direction, one after the other, while an agent and a customer write. */
async function partition(): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'));
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const replicas = [await world.createReplica(userId), await world.createReplica(userId)];
  await Promise.all(replicas.map((replica) => replica.connect()));
  for (const [round, directions] of ([['up'], ['down'], ['up', 'down']] as const).entries()) {
    for (const [index, { link }] of replicas.entries()) {
      for (const direction of directions) link.block(direction);
      await replicas[index]?.act(sendAction(conversationId, `answer ${round} ${index}`));
      await world.writeInbound(conversationId, `question ${round} ${index}`);
      // The second replica's connection is cut during the partition; the first one's is only delayed.
      if (index === 1) link.cut();
      for (const direction of directions) link.unblock(direction);
    }
  }
  return [...(await world.settle(replicas, 15_000)), ...(await world.examine(replicas))];
}

test('D2, D6 invariant 8, convergence: replicas converge within 15 s after partitions in each direction', async () => {
  expect(await partition()).toEqual([]);
});

test('D2, D3 invariant 8, convergence: a slow reader is detached and has everything after it resumes reading', async () => {
  expect(await readSlowly()).toEqual([]);
});

test('D2 invariant 8 fails in a build that counts a tick as delivered to a slow session', async () => {
  expect(await readSlowly('D2')).not.toEqual([]);
});

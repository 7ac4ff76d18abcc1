import type { Finding } from '@holdfast/testkit/oracle/finding';
import { delivered } from '@holdfast/testkit/transport/link-direction';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { Ledger } from '../checks/ledger.ts';
import { countAction, sendAction } from './actions.ts';
import { ProofWorld } from './proof-world.ts';

/** Pushes messages and counted uses twice each, and cuts the connection after every fourth push. */
async function pushTwice(broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const { id: cannedResponseId } = await world.sql(
    `insert into canned_responses (title, shortcut, content, is_shared) values ('a', 'a', 'a', true) returning id`,
  );
  const replica = await world.createReplica(userId);
  await replica.connect();
  const ledger = new Ledger();
  let pushes = 0;
  replica.decide = ({ kind }) => {
    if (kind !== 'push') return delivered;
    pushes += 1;
    // Two copies at once and an echo after 100 ms; every fourth time the connection is cut before the reply arrives.
    if (pushes % 4 === 0) setTimeout(() => replica.link.cut(), 20);
    return { ...delivered, copies: 2, echoAfter: 100 };
  };
  for (let n = 0; n < 12; n += 1) {
    const words = `answer ${n}`;
    const { mutations } = await replica.act(sendAction(conversationId, words), countAction(cannedResponseId));
    ledger.add({
      replica: replica.name,
      words,
      mutations: mutations.map(({ uuid, name }) => ({ uuid, name: name as 'sendMessage' })),
    });
    if (n % 3 === 2) await replica.untilSent(3000);
  }
  const late = await world.settle([replica], 15_000);
  expect(pushes).toBeGreaterThan(3);
  return [
    ...late,
    ...(await world.asOwner((client) => ledger.examine(client))),
    ...(await world.examine([replica])),
  ];
}

test('M2 invariant 5, exactly once: a mutation that is pushed repeatedly has one effect and one result', async () => {
  expect(await pushTwice()).toEqual([]);
});

test('M2 invariant 5 fails in a build that executes a mutation each time it is pushed', async () => {
  const findings = await pushTwice('M2');
  expect(findings.map(({ invariant }) => invariant)).toContain(5);
});

import type { Finding } from '@holdfast/testkit/oracle/finding';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

/** Reassigns conversations: A→B; with `all` also A→B→A and A→B→C, while connected and while an agent is disconnected. */
async function reassign(howFar: 'away' | 'all', broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const [ada, ben, cem] = [
    await world.createUser('ada'),
    await world.createUser('ben'),
    await world.createUser('cem'),
  ];
  const ids = await Promise.all(Array.from({ length: 6 }, () => world.createConversation(ada)));
  const replicas = await Promise.all([ada, ben, cem].map((userId) => world.createReplica(userId)));
  const [atAda, atBen] = replicas;
  if (atAda === undefined || atBen === undefined) throw new Error('no replicas');
  await Promise.all(replicas.map((replica) => replica.connect()));
  for (const replica of replicas) replica.watches = true;
  const assign = (id: number | undefined, to: number | null) =>
    world.sql('update conversations set assigned_to = $2 where id = $1', [id, to]);
  const [away, andBack, onward, waiting, whileAway, archived] = ids;

  const examined = async () => [
    ...(await world.settle(replicas, 10_000)),
    ...(await world.examine(replicas)),
  ];
  await assign(away, ben);
  if (howFar === 'away') return await examined();
  await assign(andBack, ben);
  await assign(andBack, ada);
  await assign(onward, ben);
  await assign(onward, cem);
  await assign(waiting, null);
  await atBen.disconnect();
  await assign(whileAway, ben);
  await world.writeInbound(whileAway ?? 0, 'for ben');
  await assign(whileAway, cem);
  await assign(away, ada);
  await world.sql(`update conversations set status = 'archived' where id = $1`, [archived]);
  await atAda.disconnect();
  await assign(andBack, cem);
  await assign(andBack, ada);
  await Promise.all([atAda.connect(8000), atBen.connect(8000)]);
  return await examined();
}

test('S4, S5 invariant 4, scope: a replica equals its scope, and no batch has a row outside of it or of another tenant', async () => {
  expect(await reassign('all')).toEqual([]);
});

test('S4 invariant 4 fails in a build that keeps conversations outside of the scope', async () => {
  const findings = await reassign('away', 'S4');
  expect(findings.map(({ about }) => about)).toContain('held out of scope');
});

test('S5 invariant 4 fails in a build that sends every conversation to every agent', async () => {
  const findings = await reassign('away', 'S5');
  expect(findings.map(({ about }) => about)).toContain('rows out of scope on the wire');
});

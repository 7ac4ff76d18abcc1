import { setTimeout as delay } from 'node:timers/promises';

import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

const mib = 2 ** 20;
const largeMessages = 60;
const largeWords = 'x'.repeat(100_000);

interface Owed {
  /** Bytes that the server sent to the agent who stopped reading or acknowledging. */
  readonly toHim: number;
  /** Whether another one had everything meanwhile, and he in the end. */
  readonly otherHasAll: boolean;
  readonly hasAllInTheEnd: boolean;
}

/** Six megabytes happen while one of two replicas does not read, or reads and does not acknowledge. */
async function oweToOneWho(
  how: 'does not read' | 'does not acknowledge',
  broken?: BreakableRule,
): Promise<Owed> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const [ada, ben] = [await world.createUser('ada'), await world.createUser('ben')];
  const [hers, his] = [await world.createConversation(ada), await world.createConversation(ben)];
  const [other, silent] = [await world.createReplica(ada), await world.createReplica(ben)];
  await Promise.all([other.connect(), silent.connect()]);
  const { metrics } = world.server.server;
  const sent = async () => (await metrics.deltaBytes.get()).values[0]?.value ?? 0;

  silent.link.block(how === 'does not read' ? 'down' : 'up');
  const before = await sent();
  for (let n = 0; n < largeMessages; n += 1) await world.writeInbound(his, `${n} ${largeWords}`);
  const { transaction } = await world.sql('update conversations set priority = $2 where id = $1', [
    hers,
    'high',
  ]);
  const otherHasAll = await other.untilSettled(transaction, 10_000);
  // Long enough for the server to send him everything that it would send.
  await delay(1500);
  const toHim = (await sent()) - before;

  silent.link.unblock('down');
  silent.link.unblock('up');
  const hasAllInTheEnd = (await world.settle([silent], 20_000)).length === 0;
  return { toHim, otherHasAll, hasAllInTheEnd };
}

test('D3 invariant 9, bounded memory: a paused reader is owed 2 MiB at most, and others notice nothing', async () => {
  const owed = await oweToOneWho('does not read');
  expect(owed).toMatchObject({ otherHasAll: true, hasAllInTheEnd: true });
  expect(owed.toHim).toBeLessThan(2.2 * mib);
});

test('D3 invariant 9, bounded memory: so is a client that never acknowledges', async () => {
  const owed = await oweToOneWho('does not acknowledge');
  expect(owed).toMatchObject({ otherHasAll: true, hasAllInTheEnd: true });
  expect(owed.toHim).toBeLessThan(2.2 * mib);
});

test('D3 invariant 9 fails in a build that sends as much as there is', async () => {
  const { toHim } = await oweToOneWho('does not read', 'D3');
  expect(toHim).toBeGreaterThan(4 * mib);
});

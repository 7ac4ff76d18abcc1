import { setTimeout as delay } from 'node:timers/promises';

import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { ProofWorld } from './proof-world.ts';

const mib = 2 ** 20;
const largeMessages = 60;
const largeText = 'x'.repeat(100_000);

interface Owed {
  /** Bytes that the server sent to the replica that stopped reading or acknowledging. */
  readonly sentBytes: number;
  /** True if another replica received everything during the pause. */
  readonly otherHasAll: boolean;
  /** True if the paused replica received everything afterwards. */
  readonly hasAllInTheEnd: boolean;
}

/** 6 MB of messages are written while one of two replicas does not read, or reads and does not acknowledge. */
async function measureSent(
  how: 'does not read' | 'does not acknowledge',
  broken?: BreakableRule,
): Promise<Owed> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const [ada, ben] = [await world.createUser('ada'), await world.createUser('ben')];
  const [herConversation, hisConversation] = [
    await world.createConversation(ada),
    await world.createConversation(ben),
  ];
  const [other, paused] = [await world.createReplica(ada), await world.createReplica(ben)];
  await Promise.all([other.connect(), paused.connect()]);
  const { metrics } = world.server.server;
  const sent = async () => (await metrics.deltaBytes.get()).values[0]?.value ?? 0;

  paused.link.block(how === 'does not read' ? 'down' : 'up');
  const before = await sent();
  for (let n = 0; n < largeMessages; n += 1) await world.writeInbound(hisConversation, `${n} ${largeText}`);
  const { transaction } = await world.sql('update conversations set priority = $2 where id = $1', [
    herConversation,
    'high',
  ]);
  const otherHasAll = await other.untilSettled(transaction, 10_000);
  // By now the server has sent everything that it sends to the paused replica.
  await delay(1500);
  const sentBytes = (await sent()) - before;

  paused.link.unblock('down');
  paused.link.unblock('up');
  const hasAllInTheEnd = (await world.settle([paused], 20_000)).length === 0;
  return { sentBytes, otherHasAll, hasAllInTheEnd };
}

test('D3 invariant 9, bounded memory: a paused reader is owed at most 2 MiB and does not delay others', async () => {
  const owed = await measureSent('does not read');
  expect(owed).toMatchObject({ otherHasAll: true, hasAllInTheEnd: true });
  expect(owed.sentBytes).toBeLessThan(2.2 * mib);
});

test('D3 invariant 9, bounded memory: a client that never acknowledges is owed at most 2 MiB', async () => {
  const owed = await measureSent('does not acknowledge');
  expect(owed).toMatchObject({ otherHasAll: true, hasAllInTheEnd: true });
  expect(owed.sentBytes).toBeLessThan(2.2 * mib);
});

test('D3 invariant 9 fails in a build without an acknowledgement window', async () => {
  const { sentBytes } = await measureSent('does not read', 'D3');
  expect(sentBytes).toBeGreaterThan(4 * mib);
});

import type { Finding } from '@holdfast/testkit/oracle/finding';
import { SnapshotView } from '@holdfast/testkit/oracle/snapshot-view';
import { delivered } from '@holdfast/testkit/transport/link-direction';
import { expect, inject, test } from 'vitest';

import type { BreakableRule } from '../broken/breakable-rules.ts';
import { deltaOf } from '../checks/delta-on-the-wire.ts';
import type { ProofReplica } from './proof-replica.ts';
import { ProofWorld } from './proof-world.ts';

/** Writes and deletes messages. Each delta is delivered a second time after the next one has been applied. */
async function deliverTwice(broken?: BreakableRule): Promise<Finding[]> {
  await using world = await ProofWorld.start(inject('databaseUrl'), { broken });
  const userId = await world.createUser('ada');
  const conversationId = await world.createConversation(userId);
  const replica = await world.createReplica(userId);
  await replica.connect();
  let echoes = 0;
  replica.decide = (message) => {
    const delta = message.kind === 'delta' ? deltaOf(message) : null;
    if (delta === null) return delivered;
    echoes += 1;
    return { ...delivered, echoAfter: replica.untilBeyond(delta.to, 10_000) };
  };
  for (let n = 0; n < 4; n += 1) {
    const seen = await world.sql(
      `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', $2)`,
      [conversationId, `message ${n}`],
    );
    await replica.untilSettled(seen.transaction, 2000);
    const gone = await world.sql(`delete from messages where content = $1`, [`message ${n}`]);
    await replica.untilSettled(gone.transaction, 2000);
  }
  await expect.poll(() => echoes).toBeGreaterThan(3);
  const late = await world.settle([replica], 8000);
  replica.decide = () => delivered;
  return [...late, ...backwardMoves(replica), ...(await world.examine([replica]))];
}

function backwardMoves({ name, cursors }: ProofReplica): Finding[] {
  return cursors.flatMap((cursor, index): Finding[] => {
    const before = cursors[index - 1];
    const isLater = before === undefined || new SnapshotView(cursor).includes(new SnapshotView(before));
    if (isLater) return [];
    return [{ invariant: 3, about: 'the cursor went back', details: { name, before, cursor } }];
  });
}

test('D5 invariant 3, monotone: the cursor never moves back and deleted rows never reappear', async () => {
  expect(await deliverTwice()).toEqual([]);
});

test('D5 invariant 3 fails in a build that applies a delta that does not start at the cursor', async () => {
  const findings = await deliverTwice('D5');
  expect(findings.map(({ invariant }) => invariant)).toContain(3);
});

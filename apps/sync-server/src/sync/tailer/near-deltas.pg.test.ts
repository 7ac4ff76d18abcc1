import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { ModelReplica } from '@holdfast/testkit/server/model-replica';
import {
  createAgent,
  createConversation,
  operatorSql,
  type FixtureAgent,
} from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { computeDelta } from '../delta/compute-delta.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import { readCursor } from '../delta/read-cursor.ts';
import { readNearDeltas } from './near-deltas.ts';

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;
let jonas: FixtureAgent;
/** One conversation of Mara, one of Jonas, one without an assignee. */
let conversations: number[];

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  jonas = await createAgent(database.pool, tenant, 'jonas');
  conversations = [];
  for (const assignedTo of [mara.userId, jonas.userId, null])
    conversations.push(await createConversation(database.pool, tenant, { assignedTo, messageCount: 2 }));
});

function positionOf({ userId, deviceId }: FixtureAgent, { cursor, held }: ModelReplica): ReplicaPosition {
  return {
    userId,
    deviceId,
    protocolVersion,
    cursor,
    held,
    oldestPendingMutationId: null,
    preferred: new Set(),
  };
}

async function caughtUp(agent: FixtureAgent): Promise<ModelReplica> {
  const replica = new ModelReplica();
  const { delta } = await computeDelta(database.pool, tenant.schemaName, positionOf(agent, replica));
  replica.apply(delta);
  return replica;
}

function nearDeltas(positions: readonly ReplicaPosition[]) {
  return withTenant(
    database.pool,
    tenant.schemaName,
    { isolation: 'repeatable read', readOnly: true, plansByIndex: true },
    async ({ client }) => readNearDeltas(client, await readCursor(client), positions),
  );
}

const operator = (text: string, values: readonly unknown[] = []) =>
  operatorSql(database.pool, tenant, text, values);

test('D2 near deltas, read once for all, equal the own delta of each replica', async () => {
  const replicas = [await caughtUp(mara), await caughtUp(jonas)] as const;
  await operator(`insert into messages (conversation_id, direction, sender_type, content)
    select id, 'inbound', 'customer', 'news of ' || id from conversations`);
  await operator(`delete from messages where content = 'message 1'`);
  const positions = [positionOf(mara, replicas[0]), positionOf(jonas, replicas[1])] as const;
  const deltas = await nearDeltas(positions);
  for (const [index, agent] of [mara, jonas].entries()) {
    const [replica, position] = [replicas[index], positions[index]];
    const computed = position && deltas.get(position);
    if (replica === undefined || computed === undefined) throw new Error('a replica has no delta');
    replica.apply(computed.delta);
    expect(replica.contents()).toEqual((await caughtUp(agent)).contents());
  }
});

test.each([
  ['was given away', 'update conversations set assigned_to = $2 where assigned_to = $1', ['mara', 'jonas']],
  [
    'came to the queue',
    'update conversations set assigned_to = null where assigned_to = $1',
    ['mara', 'jonas'],
  ],
  ['was archived', `update conversations set status = 'archived' where assigned_to = $1`, ['mara']],
  [
    'left the queue',
    `update conversations set status = 'resolved' where assigned_to is null`,
    ['mara', 'jonas'],
  ],
])(
  'S4 a replica whose scope changed because a conversation %s needs its own delta',
  async (_, text, moved) => {
    const positions = [
      positionOf(mara, await caughtUp(mara)),
      positionOf(jonas, await caughtUp(jonas)),
    ] as const;
    await operator(text, [mara.userId, jonas.userId].slice(0, (text.match(/\$\d/g) ?? []).length));
    const deltas = await nearDeltas(positions);
    const hasDelta = { mara: deltas.has(positions[0]), jonas: deltas.has(positions[1]) };
    expect(hasDelta).toEqual({ mara: !moved.includes('mara'), jonas: !moved.includes('jonas') });
  },
);

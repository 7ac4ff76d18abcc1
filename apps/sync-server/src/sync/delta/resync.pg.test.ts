import { digestConversations } from '@holdfast/schema/digest/digest-conversations';
import { digestTables } from '@holdfast/schema/digest/digest-tables';
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
import type { ReportedDigests } from '../digest/compare-digests.ts';
import { withDigestSettings } from '../digest/with-digest-settings.ts';
import { computeDelta } from './compute-delta.ts';
import type { ReplicaPosition } from './replica-position.ts';

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);

/** Brings the replica up to date. Returns the number of deltas that this took. */
async function catchUp(replica: ModelReplica, reported?: ReportedDigests): Promise<number> {
  let position: ReplicaPosition = {
    userId: mara.userId,
    deviceId: mara.deviceId,
    protocolVersion: 2,
    cursor: replica.cursor,
    held: replica.held,
    oldestPendingMutationId: null,
    preferred: new Set(),
    reported,
  };
  for (let count = 1; ; count += 1) {
    const { delta, held, needsDigests } = await computeDelta(database.pool, tenant.schemaName, position);
    expect(needsDigests).toBe(false);
    replica.apply(delta);
    expect(new Set(replica.held.keys())).toEqual(new Set(held.keys()));
    if (delta.remaining === 0) return count;
    position = { ...position, reported: undefined, cursor: delta.to, held };
  }
}

async function built(): Promise<ModelReplica> {
  const replica = new ModelReplica();
  await catchUp(replica);
  return replica;
}

/** The digests that a replica with the current rows reports. */
async function digestsOf(replica: ModelReplica): Promise<ReportedDigests> {
  return await withTenant(database.pool, tenant.schemaName, {}, ({ client }) =>
    withDigestSettings(client, async (run) => ({
      conversations: new Map(
        (await digestConversations(run, [...replica.held.values()])).map((digest) => [
          digest.conversationId,
          digest,
        ]),
      ),
      tables: await digestTables(run, mara.userId),
    })),
  );
}

const conversations = (count: number, assignedTo: number | null = mara.userId) =>
  Promise.all(
    Array.from({ length: count }, () =>
      createConversation(database.pool, tenant, { assignedTo, messageCount: 2 }),
    ),
  );

const newGeneration = () => sql('update sync_state set generation = generation + 1');

test('E4 one delta from the old cursor has all differing, leaving and entering conversations, and does not name equal ones', async () => {
  const [changed = 0, gone = 0, taken = 0, released = 0, ...same] = await conversations(8);
  const replica = await built();
  const reported = await digestsOf(replica);
  const cursor = replica.cursor;
  await sql(
    `update customers set name = 'Nadia B.' where id = (select customer_id from conversations where id = $1)`,
    [changed],
  );
  await sql(`delete from conversations where id = $1`, [gone]);
  await sql(`update conversations set assigned_to = null, status = 'pending' where id = $1`, [taken]);
  await sql(`update conversations set assigned_to = null where id = $1`, [released]);
  await sql(`delete from sla_policies`);
  const [entering = 0] = await conversations(1);
  await newGeneration();
  const { delta } = await computeDelta(database.pool, tenant.schemaName, {
    userId: mara.userId,
    deviceId: mara.deviceId,
    protocolVersion: 2,
    cursor,
    held: replica.held,
    oldestPendingMutationId: null,
    preferred: new Set(),
    reported,
  });
  expect(delta.from).toEqual(cursor);
  expect(delta.left.toSorted((a, b) => a - b)).toEqual(
    [changed, gone, taken, released].toSorted((a, b) => a - b),
  );
  const entered = new Map(delta.entered.map(({ conversationId, scope }) => [conversationId, scope]));
  expect(entered).toEqual(
    new Map([
      [changed, 'mine'],
      [entering, 'mine'],
      [released, 'queue'],
    ]),
  );
  expect(delta.replaced).toEqual(['sla_policies']);
  expect(same.some((id) => entered.has(id))).toBe(false);
  replica.apply(delta);
  expect(replica.contents()).toEqual((await built()).contents());
});

test('E4 a difference larger than one delta arrives in steps', async () => {
  await conversations(60);
  await sql(`update messages set content = repeat('wörter ', 4000)`);
  const replica = await built();
  const reported = await digestsOf(replica);
  await sql(`update messages set content = content || '!'`);
  await newGeneration();
  expect(await catchUp(replica, reported)).toBeGreaterThan(2);
  expect(replica.contents()).toEqual((await built()).contents());
});

test('E4 a first sync that is interrupted by a restore continues from the conversations it has', async () => {
  await conversations(60);
  await sql(`update messages set content = repeat('wörter ', 4000)`);
  const replica = new ModelReplica();
  const position = {
    userId: mara.userId,
    deviceId: mara.deviceId,
    protocolVersion: 2,
    cursor: null,
    held: replica.held,
    oldestPendingMutationId: null,
    preferred: new Set<number>(),
  };
  const first = await computeDelta(database.pool, tenant.schemaName, position);
  replica.apply(first.delta);
  expect(first.delta.remaining).toBeGreaterThan(0);
  const reported = await digestsOf(replica);
  const scopes = new Set([...replica.held.values()].map(({ scope }) => scope));
  expect(scopes).toEqual(new Set(['mine', 'header']));
  await newGeneration();
  await catchUp(replica, reported);
  expect(replica.contents()).toEqual((await built()).contents());
});

test('V1 the next delta sends the differing conversation again, and nothing else', async () => {
  const [differing = 0] = await conversations(3);
  const replica = await built();
  const { delta } = await computeDelta(database.pool, tenant.schemaName, {
    userId: mara.userId,
    deviceId: mara.deviceId,
    protocolVersion: 2,
    cursor: replica.cursor,
    held: replica.held,
    oldestPendingMutationId: null,
    preferred: new Set(),
    resend: new Set([differing, 987_654]),
  });
  expect(delta).toMatchObject({ left: [differing], entered: [{ conversationId: differing, scope: 'mine' }] });
  replica.apply(delta);
  expect(replica.contents()).toEqual((await built()).contents());
});

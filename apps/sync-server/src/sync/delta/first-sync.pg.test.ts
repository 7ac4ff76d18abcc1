import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { createConversations } from '@holdfast/testkit/server/many-conversations';
import { ModelReplica } from '@holdfast/testkit/server/model-replica';
import { createAgent, operatorSql, type FixtureAgent } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { wholeScope } from '@holdfast/testkit/server/whole-scope';
import { computeDelta, computeDeltas } from './compute-delta.ts';
import type { ReplicaPosition } from './replica-position.ts';
import type { ComputedDelta } from './computed-delta.ts';
import { deltaBudgetBytes, deltaBytes } from './delta-bytes.ts';

const budget = 1024 * 1024;

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;
let jonas: FixtureAgent;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  jonas = await createAgent(database.pool, tenant, 'jonas');
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const assigned = (agent: FixtureAgent, count: number, messagesEach: number, length = 40) =>
  createConversations(database.pool, tenant, { assignedTo: agent.userId, count, messagesEach, length });

function positionOf(agent: FixtureAgent, replica: ModelReplica, version = protocolVersion): ReplicaPosition {
  const { userId, deviceId } = agent;
  const { cursor, held } = replica;
  return {
    userId,
    deviceId,
    protocolVersion: version,
    cursor,
    held,
    oldestPendingMutationId: null,
    preferred: new Set(),
  };
}

/**
 * Computes and applies one delta from the replica's position, as after a hello. No other state is kept between deltas.
 */
async function advance(agent: FixtureAgent, replica: ModelReplica): Promise<ComputedDelta['delta']> {
  const { delta } = await computeDelta(database.pool, tenant.schemaName, positionOf(agent, replica));
  replica.apply(delta);
  return delta;
}

async function step(agent: FixtureAgent, replica: ModelReplica): Promise<ComputedDelta['delta']> {
  const delta = await advance(agent, replica);
  await expectExact(agent, replica);
  return delta;
}

async function stepToTheEnd(
  agent: FixtureAgent,
  replica: ModelReplica,
  next = step,
): Promise<ComputedDelta['delta'][]> {
  const deltas: ComputedDelta['delta'][] = [];
  do {
    deltas.push(await next(agent, replica));
    expect(deltas.length).toBeLessThan(50);
  } while (deltas.at(-1)?.remaining !== 0);
  return deltas;
}

/** Invariant 2: for the conversations that it holds, a replica equals the scope at its cursor. */
async function expectExact(agent: FixtureAgent, replica: ModelReplica): Promise<void> {
  const everything = new ModelReplica();
  everything.apply(await wholeScope(database.pool, tenant.schemaName, agent.userId));
  const customers = new Set<string | null>();
  const conversations = everything.contents()['conversations'] ?? [];
  for (const row of conversations) {
    if (replica.held.has(Number(row['id']))) customers.add(row['customer_id'] ?? null);
  }
  const expected = Object.entries(everything.contents()).map(([table, rows]) => [
    table,
    rows.filter((row) => {
      if (table === 'customers') return customers.has(row['id'] ?? null);
      const conversation = table === 'conversations' ? row['id'] : row['conversation_id'];
      if (conversation === undefined) return true;
      const scope = replica.held.get(Number(conversation))?.scope;
      return scope === 'mine' || (table === 'conversations' && scope !== undefined);
    }),
  ]);
  expect(replica.contents()).toEqual(Object.fromEntries(expected.filter(([, rows]) => rows?.length !== 0)));
}

const scopes = (replica: ModelReplica) => {
  const counts = { mine: 0, header: 0, queue: 0 };
  for (const { scope } of replica.held.values()) counts[scope] += 1;
  return counts;
};

test('D4 the reference data, all headers and the newest conversations come first, then the others whole', async () => {
  await assigned(mara, 2600, 3, 250);
  await createConversations(database.pool, tenant, { assignedTo: null, count: 60, messagesEach: 1 });
  const replica = new ModelReplica();
  const first = await step(mara, replica);
  expect(first.parts.map(({ table }) => table)).toContain('users');
  expect(scopes(replica).mine).toBe(50);
  const newest = await sql(
    'select id from conversations where assigned_to is not null order by last_message_at desc limit 1',
  );
  expect(replica.held.get(newest)?.scope).toBe('mine');
  while (replica.held.size < 2660) await advance(mara, replica);
  await expectExact(mara, replica);
  expect(scopes(replica)).toEqual({ mine: 50, header: 2550, queue: 60 });
  const rest = await stepToTheEnd(mara, replica, advance);
  await expectExact(mara, replica);
  expect(rest.length).toBeGreaterThan(2);
  expect(rest.map(({ remaining }) => remaining)).toEqual(
    rest.map(({ remaining }) => remaining).toSorted((a, b) => b - a),
  );
  expect(scopes(replica)).toEqual({ mine: 2600, header: 0, queue: 60 });
});

test('D4 each step of a shared snapshot is an exact difference and begins where the previous one ends', async () => {
  await assigned(mara, 1200, 3, 250);
  await createConversations(database.pool, tenant, { assignedTo: null, count: 60, messagesEach: 1 });
  const replica = new ModelReplica();
  const together = async () => {
    const computed: ComputedDelta[] = [];
    const onDelta = (delta: ComputedDelta) => void computed.push(delta);
    const wanted = { replica: positionOf(mara, replica), maxDeltas: 3, onDelta };
    await computeDeltas(database.pool, tenant.schemaName, wanted);
    for (const { delta, held } of computed) {
      replica.apply(delta);
      await expectExact(mara, replica);
      expect(Object.fromEntries(replica.held)).toEqual(Object.fromEntries(held));
      expect(deltaBytes(delta)).toBeLessThanOrEqual(deltaBudgetBytes);
    }
    return computed.map(({ delta }) => delta);
  };
  const first = await together();
  expect(first).toHaveLength(3);
  expect(first.map(({ to }) => to)).toEqual(first.map(() => first[0]?.to));
  // Changes in between are in the first of the next steps.
  const [gone] = replica.held.keys();
  await sql(`update conversations set assigned_to = null, status = 'resolved' where id = $1`, [gone]);
  const rest = await together();
  expect(rest[0]?.left).toEqual([gone]);
  while (rest.at(-1)?.remaining !== 0) {
    expect(rest.length).toBeLessThan(20);
    rest.push(...(await together()));
  }
  expect(scopes(replica)).toEqual({ mine: 1199, header: 0, queue: 60 });
});

test('D3 no delta exceeds its budget, except a single conversation that is larger than the budget', async () => {
  await assigned(mara, 30, 20, 3000);
  await assigned(mara, 2, 480, 4000);
  const replica = new ModelReplica();
  const deltas = await stepToTheEnd(mara, replica);
  const large = deltas.filter((delta) => deltaBytes(delta) > budget);
  expect(large.map(({ entered }) => entered.length)).toEqual([1, 1]);
  expect(deltas.length).toBeGreaterThan(4);
});

test('D4 notes count too: a plan whose rows exceed the budget is made again', async () => {
  await assigned(mara, 40, 1);
  await sql(`insert into conversation_notes (conversation_id, content)
    select id, repeat('long note ', 10000) from conversations`);
  const replica = new ModelReplica();
  const deltas = await stepToTheEnd(mara, replica);
  for (const delta of deltas) expect(deltaBytes(delta)).toBeLessThanOrEqual(budget);
});

test('S4 15 conversations enter whole at once, 5,000 enter in steps', async () => {
  await assigned(mara, 5, 10);
  const replica = new ModelReplica();
  await stepToTheEnd(mara, replica);
  await assigned(jonas, 15, 10);
  await sql('update conversations set assigned_to = $1', [mara.userId]);
  const move = await step(mara, replica);
  expect([move.entered.length, move.remaining, scopes(replica).mine]).toEqual([15, 0, 20]);

  await assigned(jonas, 5000, 2);
  await sql('update conversations set assigned_to = $1', [mara.userId]);
  const deltas = await stepToTheEnd(mara, replica, advance);
  await expectExact(mara, replica);
  expect(deltas.length).toBeGreaterThan(3);
  for (const delta of deltas) expect(deltaBytes(delta)).toBeLessThanOrEqual(budget);
  expect(scopes(replica)).toEqual({ mine: 5020, header: 0, queue: 0 });
});

test('D4 a conversation that the agent opened enters whole before the others', async () => {
  await assigned(mara, 1200, 8, 200);
  const replica = new ModelReplica();
  while (replica.held.size < 1200) await step(mara, replica);
  const oldest = await sql('select id from conversations order by last_message_at limit 1');
  const position = { ...positionOf(mara, replica), preferred: new Set([oldest]) };
  const { delta } = await computeDelta(database.pool, tenant.schemaName, position);
  expect(delta.entered[0]).toEqual({ conversationId: oldest, scope: 'mine', windowFrom: null });
  expect(delta.remaining).toBeGreaterThan(0);
});

test('Versions: a client of protocol version 2 receives the same rows as text', async () => {
  await assigned(mara, 15, 8, 300);
  await sql(`update messages set content = E'tab\t, backslash \\\\, line\nand ä€😀', created_at = '1999-12-31 23:59:59.000001Z',
    metadata = '{"a": [1, "\\\\n"]}' where id % 3 = 0`);
  const replicas = await Promise.all(
    [2, protocolVersion].map(async (version) => {
      const replica = new ModelReplica();
      const { delta } = await computeDelta(
        database.pool,
        tenant.schemaName,
        positionOf(mara, replica, version),
      );
      replica.apply(delta);
      return { replica, forms: new Set(delta.copies.map((copy) => ('text' in copy ? 'text' : 'binary'))) };
    }),
  );
  expect(replicas.map(({ forms }) => [...forms])).toEqual([['text'], ['binary']]);
  const [text, binary] = replicas.map(({ replica }) => replica.contents());
  expect(text?.['messages']).toHaveLength(120);
  expect(binary).toEqual(text);
});

const nth = (offset: string) => `(select id from conversations order by id offset ${offset} limit 1)`;
const changes = {
  message: `insert into messages (conversation_id, direction, sender_type, content) values (${nth('$1')}, 'inbound', 'customer', 'x')`,
  forget: `delete from messages where conversation_id = ${nth('$1')} and content like 'message 1%'`,
  away: `update conversations set assigned_to = $2 where id = ${nth('$1')} and $2 > 0`,
  free: `update conversations set assigned_to = null, status = 'open' where id = ${nth('$1')}`,
  archive: `update conversations set status = 'archived' where id = ${nth('$1')}`,
  customer: `update conversations set customer_id = (select min(customer_id) from conversations) where id = ${nth('$1')}`,
  rename: `update customers set name = 'Renamed' where id = (select customer_id from conversations where id = ${nth('$1')})`,
  note: `update conversation_notes set content = 'changed' where conversation_id = ${nth('$1')}`,
  drop: `delete from conversations where id = ${nth('$1')}`,
  move: `update messages set conversation_id = ${nth('$1 / 2')} where conversation_id = ${nth('$1')} and content like 'message 2%'`,
} as const;

test('D4 property: with any changes between the steps, the replica is exact after each of them', async () => {
  const change = fc.record({
    what: fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
    at: fc.nat(400),
    toMara: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 6 }), async (rounds) => {
      tenant = await database.createTenant();
      mara = await createAgent(database.pool, tenant, 'mara');
      jonas = await createAgent(database.pool, tenant, 'jonas');
      await assigned(mara, 320, 4, 1100);
      await assigned(jonas, 60, 3);
      await createConversations(database.pool, tenant, { assignedTo: null, count: 20, messagesEach: 2 });
      const replica = new ModelReplica();
      await step(mara, replica);
      for (const round of rounds) {
        for (const { what, at, toMara } of round) {
          const text = changes[what];
          const owner = toMara ? mara.userId : jonas.userId;
          await sql(text, text.includes('$2') ? [at, owner] : [at]);
        }
        await step(mara, replica);
      }
      await stepToTheEnd(mara, replica);
      expect(scopes(replica).header).toBe(0);
    }),
    { numRuns: 8 },
  );
});

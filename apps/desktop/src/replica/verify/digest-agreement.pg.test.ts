import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { digestConversations } from '@holdfast/schema/digest/digest-conversations';
import { digestTables } from '@holdfast/schema/digest/digest-tables';
import { digestSettings } from '@holdfast/schema/digest/row-hash';
import type { RunQuery } from '@holdfast/schema/digest/run-query';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import { asSuperuser } from '@holdfast/testkit/server/superuser-sql';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { contentColumns, randomRow, randomValueOf } from '@holdfast/testkit/replica/random-rows';
import type { RandomRow } from '@holdfast/testkit/replica/random-rows';
import { readServerState } from './read-server-state.ts';

let database: TestDatabase;
let tenant: Tenant;
let replica: LocalReplica;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  replica = await LocalReplica.open();
});
afterAll(async () => {
  await replica[Symbol.asyncDispose]();
  await database.close();
});

/** Keys and references of the rows of one conversation, with messages 21 and 22, of which 22 is the newer. */
const keyColumns: Record<SyncedTableName, readonly RandomRow[]> = {
  users: [{ id: 1 }],
  channels: [{ id: 1 }],
  templates: [{ id: 1 }],
  sla_policies: [{ id: 1 }],
  conversation_tags: [{ id: 1 }],
  canned_responses: [{ id: 1, is_shared: true }],
  customers: [{ id: 11 }],
  conversations: [{ id: 1, customer_id: 11 }],
  conversation_notes: [{ id: 1, conversation_id: 1 }],
  conversation_tag: [{ conversation_id: 1, conversation_tag_id: 1 }],
  conversation_assignments: [{ id: 1, conversation_id: 1 }],
  conversation_transfers: [{ id: 1, conversation_id: 1 }],
  messages: [
    { id: 21, conversation_id: 1, created_at: '2026-01-01T00:00:00.000001Z' },
    { id: 22, conversation_id: 1, created_at: '2026-01-01T00:00:00.000002Z' },
  ],
  message_attachments: [{ id: 1, message_id: 21, conversation_id: 1 }],
  message_status_updates: [{ id: 1, message_id: 22, conversation_id: 1 }],
};

type Rows = readonly (readonly [SyncedTableName, RandomRow])[];

const randomRows: fc.Arbitrary<Rows> = fc.tuple(
  ...syncedTables.flatMap(({ name }) =>
    keyColumns[name].map((fixed) => randomRow(name, fixed).map((row) => [name, row] as const)),
  ),
);

const holdings: readonly HeldConversation[] = [
  { conversationId: 1, scope: 'mine', windowFrom: null },
  {
    conversationId: 1,
    scope: 'mine',
    windowFrom: { createdAt: '2026-01-01T00:00:00.000002+00:00', id: 22 },
  },
  { conversationId: 1, scope: 'queue', windowFrom: null },
  { conversationId: 2, scope: 'mine', windowFrom: null },
];

async function allDigests(run: RunQuery): Promise<unknown> {
  const digests: unknown[] = [await digestTables(run, null)];
  for (const held of holdings) digests.push(await digestConversations(run, [held]));
  return digests;
}

async function onServer(rows: Rows): Promise<unknown> {
  return await asSuperuser(inject('databaseUrl'), { database, tenant }, async (client) => {
    await client.query(`set local session_replication_role = replica; set local timezone = 'Asia/Kathmandu'`);
    for (const { name } of syncedTables) await client.query(`delete from ${name}`);
    for (const [name, row] of rows) {
      await client.query(`insert into ${name} select * from json_populate_record(null::${name}, $1::json)`, [
        JSON.stringify(row),
      ]);
    }
    await client.query(digestSettings.join('; '));
    return await allDigests(async (text, parameters) => {
      const { rows: result } = await client.query<Record<string, unknown>>(text, [...parameters]);
      return result;
    });
  });
}

async function onReplica(rows: Rows): Promise<unknown> {
  await replica.database.drizzle.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const { name } of syncedTables) await tx.execute(sql`delete from ${sql.identifier(name)}`);
    for (const [name, row] of rows) {
      const table = sql.identifier(name);
      await tx.execute(
        sql`insert into ${table} select * from json_populate_record(null::${table}, ${JSON.stringify(row)}::json)`,
      );
    }
  });
  return await readServerState(replica.database, allDigests);
}

test('V1 the same rows have the same digests in Postgres and in a replica, for any values', async () => {
  await fc.assert(
    fc.asyncProperty(randomRows, async (rows) => {
      expect(await onReplica(rows)).toEqual(await onServer(rows));
    }),
    { numRuns: 40 },
  );
});

/** All columns except keys and references: a change of those is a removed row and a new row. */
const changing = syncedTables.flatMap(({ name }) =>
  contentColumns(name)
    .filter((column) => !(column in (keyColumns[name][0] ?? {})))
    .map((column) => [name, column] as const),
);

test('V1 a change of any one column of any table changes the digest', async () => {
  const rows = fc.sample(randomRows, { numRuns: 1, seed: 7 })[0] ?? [];
  const before = await onReplica(rows);
  for (const [name, column] of changing) {
    const others = fc.sample(randomValueOf(name, column), { numRuns: 20, seed: 11 });
    const index = rows.findIndex(([table]) => table === name);
    const old = JSON.stringify(rows[index]?.[1][column]);
    const other = others.find((value) => JSON.stringify(value) !== old);
    expect(other, `${name}.${column}`).not.toBeUndefined();
    const changed = rows.map((entry, at) =>
      at === index ? ([name, { ...entry[1], [column]: other }] as const) : entry,
    );
    expect(await onReplica(changed), `${name}.${column}`).not.toEqual(before);
  }
  for (const [at] of rows.entries()) {
    const left = rows.filter((_, index) => index !== at);
    expect(await onReplica(left), rows[at]?.[0]).not.toEqual(before);
  }
});

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
import type { ComputedDelta } from '../delta/computed-delta.ts';
import { maxWindowGrowth } from './window-queries.ts';
import type { WindowRequests } from './window-requests.ts';

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

/** A replica of Mara's that requests windows. */
class RequestingReplica {
  readonly model = new ModelReplica();

  async ask(requests: WindowRequests = new Map()): Promise<ComputedDelta> {
    const { userId, deviceId } = mara;
    const computed = await computeDelta(database.pool, tenant.schemaName, {
      userId,
      deviceId,
      protocolVersion: 2,
      cursor: this.model.cursor,
      held: this.model.held,
      oldestPendingMutationId: null,
      preferred: new Set(),
      windowRequests: requests,
    });
    this.model.apply(computed.delta);
    return computed;
  }

  windowOf(conversationId: number) {
    return this.model.held.get(conversationId)?.windowFrom ?? null;
  }

  ids(table: string): readonly number[] {
    return (this.model.contents()[table] ?? []).map((row) => Number(row['id'])).toSorted((a, b) => a - b);
  }
}

async function conversationOf(agent: FixtureAgent, messageCount: number): Promise<number> {
  const id = await createConversation(database.pool, tenant, { assignedTo: agent.userId, messageCount });
  await sql(
    `insert into message_attachments (message_id, type, filename)
     select id, 'document', content from messages where conversation_id = $1 and id % 7 = 0`,
    [id],
  );
  await sql(
    `insert into message_status_updates (message_id, status)
     select id, 'read' from messages where conversation_id = $1 and id % 11 = 0`,
    [id],
  );
  return id;
}

/**
 * Ids of the conversation's newest `count` messages and of their rows in the other tables, as Postgres has them now.
 */
async function newest(conversationId: number, count: number) {
  return await withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
    const read = async (text: string) =>
      (await client.query<{ id: string }>(text, [conversationId, count])).rows.map(({ id }) => Number(id));
    const window = `select id from messages where conversation_id = $1 order by created_at desc, id desc limit $2`;
    return {
      messages: (await read(window)).toSorted((a, b) => a - b),
      message_attachments: await read(
        `select id from message_attachments where message_id in (${window}) order by id`,
      ),
      message_status_updates: await read(
        `select id from message_status_updates where message_id in (${window}) order by id`,
      ),
    };
  });
}

async function expectNewest(
  replica: RequestingReplica,
  conversationId: number,
  count: number,
): Promise<void> {
  const expected = await newest(conversationId, count);
  for (const table of Object.keys(expected) as (keyof typeof expected)[]) {
    expect(replica.ids(table), table).toEqual(expected[table]);
  }
}

test('S1 a window grows by older messages and shrinks again; its start is null once all messages are held', async () => {
  const id = await conversationOf(mara, 1200);
  const replica = new RequestingReplica();
  await replica.ask();
  await expectNewest(replica, id, 500);

  const { delta, appliedWindowRequests } = await replica.ask(new Map([[id, 700]]));
  expect(appliedWindowRequests).toEqual(new Map([[id, 700]]));
  expect(delta.entered).toEqual([{ conversationId: id, scope: 'mine', windowFrom: replica.windowOf(id) }]);
  await expectNewest(replica, id, 700);

  await replica.ask(new Map([[id, 50]]));
  await expectNewest(replica, id, 50);
  await replica.ask(new Map([[id, 1200]]));
  expect(replica.windowOf(id)).not.toBeNull();
  await expectNewest(replica, id, 50 + maxWindowGrowth);
  await replica.ask(new Map([[id, 1200]]));
  expect(replica.windowOf(id)).toBeNull();
  await expectNewest(replica, id, 1200);
});

test('S1 rows that change before, in and after the new part of a window in the same delta arrive as Postgres has them', async () => {
  const id = await conversationOf(mara, 900);
  const replica = new RequestingReplica();
  await replica.ask();
  await sql(`update messages set content = content || '!' where conversation_id = $1 and id % 3 = 0`, [id]);
  await sql(`delete from messages where conversation_id = $1 and id % 50 = 0`, [id]);
  await sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'new')`,
    [id],
  );
  await replica.ask(new Map([[id, 600]]));
  await expectNewest(replica, id, 600);
  const contents = replica.model.contents();
  expect(contents['messages']?.filter((row) => row['content']?.endsWith('!')).length).toBeGreaterThan(150);

  await sql(`update messages set content = content || '?' where conversation_id = $1`, [id]);
  await replica.ask(new Map([[id, 100]]));
  await expectNewest(replica, id, 100);
  expect(replica.model.contents()['messages']?.every((row) => row['content']?.endsWith('?'))).toBe(true);
});

test('S1 after a window has changed, catch-up uses its new start', async () => {
  const id = await conversationOf(mara, 800);
  const replica = new RequestingReplica();
  await replica.ask();
  await replica.ask(new Map([[id, 100]]));
  const held = replica.ids('messages').length;
  await sql(`update messages set content = 'changed' where conversation_id = $1`, [id]);
  await replica.ask();
  expect(replica.ids('messages')).toHaveLength(held);
  await expectNewest(replica, id, 100);
});

test('S1 two messages with the same time at the edge of a window are ordered by their ids', async () => {
  const id = await conversationOf(mara, 700);
  await sql(`update messages set created_at = '2026-01-01 00:00:00.123456+00' where conversation_id = $1`, [
    id,
  ]);
  const replica = new RequestingReplica();
  await replica.ask();
  for (const count of [650, 60, 501]) {
    await replica.ask(new Map([[id, count]]));
    await expectNewest(replica, id, count);
  }
});

test('S5 a window request for a conversation of another agent or of the queue brings no rows', async () => {
  const [theirs, queued] = [
    await conversationOf(jonas, 600),
    await createConversation(database.pool, tenant, { assignedTo: null, messageCount: 600 }),
  ];
  const replica = new RequestingReplica();
  await replica.ask();
  const { delta, appliedWindowRequests } = await replica.ask(
    new Map([
      [theirs, 600],
      [queued, 600],
      [999_999, 600],
    ]),
  );
  expect(delta).toMatchObject({ parts: [], copies: [], entered: [], left: [] });
  expect(appliedWindowRequests.size).toBe(3);
});

test('S1 a request for the current window size brings the start of the window and no rows', async () => {
  const id = await conversationOf(mara, 520);
  const replica = new RequestingReplica();
  await replica.ask();
  const { delta } = await replica.ask(new Map([[id, 500]]));
  expect(delta).toMatchObject({ parts: [], copies: [] });
  expect(delta.entered).toHaveLength(1);
});

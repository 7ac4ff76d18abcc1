import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { poolOf } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import { enqueueOutboundMessages } from '../jobs/enqueue.ts';
import { CHANNEL_KEY, insertChannel } from '@holdfast/testkit/server/channel-fixture';
import { moveRequest } from '@holdfast/testkit/server/move-request';
import { agentOnline, openSession } from '@holdfast/testkit/server/online-agent';
import { secondUrlSetting, startSecondCluster } from '@holdfast/testkit/server/second-cluster';
import type { SecondCluster } from '@holdfast/testkit/server/second-cluster';
import { startTestReplyReceiver } from '@holdfast/testkit/server/start-reply-receiver';
import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import type { TestServer } from '@holdfast/testkit/server/start-test-server';
import { createConversation } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import type { MoveTenantRequest } from '../tenants/move/move-request.ts';
import { moveTenant } from '../tenants/move/move-tenant.ts';

let database: TestDatabase;
let second: SecondCluster;
let server: TestServer;

beforeAll(async () => {
  [database, second] = await Promise.all([createTestDatabase(inject('databaseUrl')), startSecondCluster()]);
  await second.join(database);
  server = await startTestServer(database, {
    role: 'all',
    settings: { allowPrivateAddresses: true, clusterUrls: { [secondUrlSetting]: second.databaseUrl } },
  });
});
afterAll(async () => {
  await server.stop();
  await second.stop();
  await database.close();
});

test('D6 during a move sessions receive `drain` and platforms 503; afterwards both reach the tenant in its new cluster', async () => {
  const tenant = await database.createTenant();
  const channelId = await inTenant(tenant, (transaction) => insertChannel(transaction));
  const agent = await agentOnline(server, database, { tenant });
  await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  const session = openSession(agent);
  await expect.poll(() => session.told.map(({ type }) => type)).toContain('delta');
  expect((await post(tenant, channelId, 'before')).status).toBe(202);

  await moveWhile(tenant, async () => {
    // Within 1 s and without a wake-up: the tailer's poll finds the tenant closed.
    await expect
      .poll(() => session.told.at(-1))
      .toMatchObject({ type: 'drain', reconnectAfterMs: expect.any(Number) });
    await expect(agent.client.sync.allocateIds.mutate()).rejects.toThrow(/being moved/);
    await expect(agentOnline(server, database, { tenant, email: agent.email })).rejects.toThrow(
      /being moved/,
    );
    const refused = await post(tenant, channelId, 'meanwhile');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  });

  await agent.close();
  // The platform's retry is accepted once; a message that was stored before the move is a duplicate.
  for (const externalId of ['meanwhile', 'before'])
    expect((await post(tenant, channelId, externalId)).status).toBe(202);
  const texts = await inTenant(await findTenant(database.pool, tenant.slug), async ({ client }) => {
    const { rows } = await client.query<{ content: string }>(
      `select content from messages where content in ('before', 'meanwhile') order by 1`,
    );
    return rows.map(({ content }) => content);
  });
  expect(texts).toEqual(['before', 'meanwhile']);
  const back = await agentOnline(server, database, { tenant, email: agent.email });
  const reopened = openSession(back);
  await expect.poll(() => reopened.told.map(({ type }) => type)).toContain('delta');
  // The tailer follows the tenant in the new cluster: a commit there wakes the session.
  const told = reopened.told.length;
  await post(tenant, channelId, 'after');
  await expect.poll(() => reopened.told.length).toBeGreaterThan(told);
  await back.close();
});

test('a reply in delivery when the move begins is sent once; later replies are sent from the target cluster', async () => {
  const receiver = await startTestReplyReceiver();
  const tenant = await database.createTenant();
  const { promise: received, resolve: markReceived } = Promise.withResolvers<void>();
  const { promise: mayRespond, resolve: respond } = Promise.withResolvers<void>();
  // The first attempt stays in flight until the move waits for it; then it succeeds.
  receiver.replies.push(async () => {
    markReceived();
    await mayRespond;
    return 204;
  });
  const conversationId = await createConversation(database.pool, tenant, { assignedTo: null });
  await inTenant(tenant, async (transaction) => {
    const channelId = await insertChannel(transaction, { callbackUrl: receiver.url });
    await transaction.client.query(
      `update conversations set channel_id = $1, platform_conversation_id = 'contact' where id = $2`,
      [channelId, conversationId],
    );
  });
  await reply(tenant, conversationId, 'one');
  await received;
  await reply(tenant, conversationId, 'two');
  const moving = moveTenant(database.pool, { ...moveRequest(tenant.slug, 'second') });
  await waitsForAttempt(tenant);
  respond();
  expect(await moving).toMatchObject({ outcome: 'moved' });
  const moved = await findTenant(database.pool, tenant.slug);
  expect(await outboundStatus(moved, 'one')).toBe('sent');
  // The outcome is recorded after the platform has the message.
  await expect.poll(() => outboundStatus(moved, 'two')).toBe('sent');
  expect(receiver.received.map(({ body }) => textOf(body))).toEqual(['one', 'two']);
  receiver.close();
});

/** Moves a tenant to the second cluster; `work` runs in the last step in which the tenant is closed. */
async function moveWhile(tenant: Tenant, work: () => Promise<void>): Promise<void> {
  const request: MoveTenantRequest = moveRequest(tenant.slug, 'second');
  const requeue: MoveTenantRequest['jobs']['requeue'] = async (...where) => {
    await work();
    return await request.jobs.requeue(...where);
  };
  await moveTenant(database.pool, { ...request, jobs: { ...request.jobs, requeue } });
}

/** Resolves when the move waits for the lock that the delivery attempt holds. */
async function waitsForAttempt({ id }: Tenant): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await database.pool.query(
          `select 1 from landlord.tenants, pg_locks
         where id = $1 and moving_to_cluster_id is not null and locktype = 'advisory' and not granted`,
          [id],
        );
        return rows.length;
      },
      { timeout: 30_000 },
    )
    .toBe(1);
}

function post(tenant: Tenant, channelId: number, externalId: string): Promise<Response> {
  return fetch(`${server.url}/api/v1/${tenant.slug}/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${CHANNEL_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ externalId, contact: { externalId: 'contact', name: 'Nour' }, text: externalId }),
  });
}

async function reply(tenant: Tenant, conversationId: number, content: string): Promise<void> {
  await inTenant(tenant, async (transaction) => {
    const { rows } = await transaction.client.query<{ id: string }>(
      `insert into messages (conversation_id, direction, sender_type, status, content, created_at)
       values ($1, 'outbound', 'user', 'pending', $2, clock_timestamp()) returning id`,
      [conversationId, content],
    );
    await enqueueOutboundMessages(transaction, [Number(rows[0]?.id)]);
  });
}

function outboundStatus(tenant: Tenant, content: string): Promise<string | undefined> {
  return inTenant(tenant, async ({ client }) => {
    const { rows } = await client.query<{ status: string }>(
      `select status from messages where direction = 'outbound' and content = $1`,
      [content],
    );
    return rows[0]?.status;
  });
}

function inTenant<Result>(tenant: Tenant, fn: Parameters<typeof withTenant<Result>>[3]): Promise<Result> {
  return withTenant(poolOf(database.pool, tenant), tenant.schemaName, {}, fn);
}

function textOf(body: Buffer): unknown {
  return (JSON.parse(body.toString()) as { text: unknown }).text;
}

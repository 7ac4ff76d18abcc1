import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { poolOf } from '@holdfast/sync-server/db/cluster-pools';
import { findTenant } from '@holdfast/sync-server/db/tenant-directory';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { moveRequest } from '@holdfast/testkit/server/move-request';
import { secondUrlSetting, startSecondCluster } from '@holdfast/testkit/server/second-cluster';
import type { SecondCluster } from '@holdfast/testkit/server/second-cluster';
import { moveTenant } from '@holdfast/sync-server/tenants/move/move-tenant';
import { SyncedWorld, untilLive, untilSettled } from '@holdfast/testkit/replica/synced-world';

let world: SyncedWorld;
let second: SecondCluster;

beforeAll(async () => {
  second = await startSecondCluster();
  world = await SyncedWorld.start(inject('databaseUrl'), async (database) => {
    await second.join(database);
    return { settings: { clusterUrls: { [secondUrlSetting]: second.databaseUrl } } };
  });
});
afterAll(async () => {
  await world.stop();
  await second.stop();
});

test('E4 after a move of its tenant a device receives hardly any row again, and a reply written during the move is sent once', async () => {
  const user = await world.createUser();
  const ids: number[] = [];
  for (let made = 0; made < 40; made += 1) ids.push(await world.createConversation(user.id, 40));
  const [conversationId = 0] = ids;
  await using program = await world.startProgram();
  const window = program.openWindow();
  await world.signIn(window, user);
  const inbox = window.watch('inbox.list', { view: 'mine' });
  await inbox.until(({ total }) => total === ids.length);
  await untilSettled(window);
  const firstSync = world.proxy.bytesDown;
  const totals: number[] = [];
  const watching = inbox.until(({ total }) => {
    totals.push(total);
    return false;
  });
  watching.catch(() => undefined);

  const session = window.watch('session.state', undefined);
  await moveDuring(async () => {
    await session.until(({ connection }) => connection.kind !== 'live');
    await window.mutate('conversation.sendMessage', { conversationId, text: 'written on the way' });
  });
  const before = world.proxy.bytesDown;
  program.connectNow();
  await untilLive(window);
  await untilSettled(window);

  const sent = await queryCurrentCluster(`select content from messages where direction = 'outbound'`);
  expect(sent).toEqual([{ content: 'written on the way' }]);
  // The device receives changes from the new cluster.
  await queryCurrentCluster(
    `insert into messages (conversation_id, direction, sender_type, content)
     values (${conversationId}, 'inbound', 'customer', 'welcome')`,
  );
  const timeline = window.watch('conversation.timeline', { id: conversationId });
  const { items } = await timeline.until((result) =>
    result.items.some((item) => 'text' in item && item.text === 'welcome'),
  );
  const texts = items.flatMap((item) => ('text' in item ? [item.text] : []));
  expect(texts.slice(-2)).toEqual(['written on the way', 'welcome']);
  expect(world.proxy.bytesDown - before).toBeLessThan(firstSync / 20);
  expect(totals.filter((total) => total !== ids.length)).toEqual([]);
});

/** Moves the tenant, and runs `work` while the tenant is closed. */
async function moveDuring(work: () => Promise<void>): Promise<void> {
  const request = moveRequest(world.tenant.slug, 'second');
  await moveTenant(world.database.pool, {
    ...request,
    jobs: {
      ...request.jobs,
      requeue: async (pool, schemaName) => {
        await work();
        return await request.jobs.requeue(pool, schemaName);
      },
    },
  });
}

async function queryCurrentCluster(text: string): Promise<readonly unknown[]> {
  const tenant = await findTenant(world.database.pool, world.tenant.slug);
  const pool = poolOf(world.database.pool, tenant);
  return await withTenant(
    pool,
    tenant.schemaName,
    {},
    async ({ client }) => (await client.query<Record<string, unknown>>(text)).rows,
  );
}

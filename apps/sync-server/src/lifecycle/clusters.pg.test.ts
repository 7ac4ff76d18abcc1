import { connect, createServer } from 'node:net';

import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { poolOf } from '../db/cluster-pools.ts';
import { findFreePort } from '../embedded-postgres/listening-port.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { agentOnline } from '@holdfast/testkit/server/online-agent';
import { secondUrlSetting, startSecondCluster } from '@holdfast/testkit/server/second-cluster';
import type { SecondCluster } from '@holdfast/testkit/server/second-cluster';
import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import type { TestServer, TestServerOptions } from '@holdfast/testkit/server/start-test-server';
import { operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import { createTenant } from '../tenants/create-tenant.ts';

let database: TestDatabase;
let second: SecondCluster;
let near: Tenant;
let far: Tenant;

beforeAll(async () => {
  [database, second] = await Promise.all([createTestDatabase(inject('databaseUrl')), startSecondCluster()]);
  await second.join(database);
  near = await database.createTenant();
  const { tenant } = await createTenant(database.pool, {
    slug: 'far',
    name: 'Far',
    cluster: 'second',
    actor: 'system',
  });
  far = tenant;
});
afterAll(async () => {
  await second.stop();
  await database.close();
});

function start(databaseUrl: string, role: TestServerOptions['role'] = 'web'): Promise<TestServer> {
  return startTestServer(database, {
    role,
    settings: { clusterUrls: { [secondUrlSetting]: databaseUrl } },
  });
}

test('the server starts without an unreachable further cluster and serves it once it is reachable', async () => {
  const unreachable = new URL(second.databaseUrl);
  const port = await findFreePort();
  const targetPort = Number(unreachable.port);
  unreachable.port = String(port);
  const server = await start(unreachable.href, 'all');
  const forwarder = createServer((socket) => {
    const onward = connect(targetPort, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
  });
  try {
    const readiness = async () => {
      const response = await fetch(`${server.url}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await readiness()).toEqual([200, { status: 'ready', unreachableClusters: ['second'] }]);
    const { close } = await agentOnline(server, database, { tenant: near });
    await close();
    await expect(agentOnline(server, database, { tenant: far, email: 'ada@example.test' })).rejects.toThrow(
      'The database cannot be reached',
    );
    expect(await hasQueue()).toBe(false);

    await new Promise<void>((resolve) => forwarder.listen(port, '127.0.0.1', resolve));
    await expect.poll(readiness).toEqual([200, { status: 'ready' }]);
    await expect.poll(hasQueue).toBe(true);
    const later = await agentOnline(server, database, { tenant: far });
    await later.close();
  } finally {
    await server.stop();
    forwarder.close();
  }
});

test('D2 a commit of a worker in a further cluster wakes the web process through that cluster', async () => {
  const web = await start(second.databaseUrl);
  const worker = await start(second.databaseUrl, 'worker');
  let received = 0;
  poolOf(web.server.pool, far).wakeUps.listen(far.schemaName, () => (received += 1));
  const write = () =>
    operatorSql(poolOf(worker.server.pool, far), far, 'update sync_state set changed_at = now()');
  try {
    await expect
      .poll(
        async () => {
          await write();
          return received;
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThanOrEqual(3);
  } finally {
    await worker.stop();
    await web.stop();
  }
});

test('a process without the URL of a cluster does not start', async () => {
  await expect(startTestServer(database)).rejects.toMatchObject({
    code: 'HF_CLUSTER_URL_MISSING',
    details: { cluster: 'second', setting: secondUrlSetting },
  });
});

async function hasQueue(): Promise<boolean> {
  const { rows } = await second.pool.query<{ exists: boolean }>(
    `select to_regclass('jobs.job') is not null as exists`,
  );
  return rows[0]?.exists === true;
}

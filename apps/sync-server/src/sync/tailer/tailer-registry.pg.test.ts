import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { createMetrics } from '../../metrics/create-metrics.ts';
import { createAgent } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { TailerRegistry } from './tailer-registry.ts';

let database: TestDatabase;
let tenant: Tenant;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
});
afterAll(() => database.close());

function openRegistry(): TailerRegistry {
  return new TailerRegistry({ metrics: createMetrics(), onError: () => undefined });
}

test('D2 sessions of one tenant share a tailer, which is removed with the last of them', async () => {
  const registry = openRegistry();
  const [first, second] = [
    registry.acquire(database.pool, 'tenant_a'),
    registry.acquire(database.pool, 'tenant_a'),
  ];
  const neighbor = registry.acquire(database.pool, 'tenant_b');
  expect(second.tailer).toBe(first.tailer);
  expect(registry.size).toBe(2);
  first.release();
  first.release();
  expect(registry.acquire(database.pool, 'tenant_a').tailer).toBe(first.tailer);
  second.release();
  neighbor.release();
  expect(registry.size).toBe(1);
  await registry.stop();
});

test('D2 after the sessions of 1,000 tenants have ended no tailer remains', () => {
  const registry = openRegistry();
  for (let n = 0; n < 1000; n += 1) registry.acquire(database.pool, `tenant_${n}`).release();
  expect(registry.size).toBe(0);
});

test('D2 a session that begins after the last one ended gets a new tailer, also while the old one stops', async () => {
  const registry = openRegistry();
  const agent = await createAgent(database.pool, tenant, 'mara');
  const position = {
    userId: agent.userId,
    deviceId: agent.deviceId,
    protocolVersion: 2,
    cursor: null,
    held: new Map(),
    oldestPendingMutationId: null,
    preferred: new Set<number>(),
  };
  const before = registry.acquire(database.pool, tenant.schemaName);
  const pending = before.tailer.join(position);
  before.release();
  const after = registry.acquire(database.pool, tenant.schemaName);
  expect(after.tailer).not.toBe(before.tailer);
  const { computed } = await after.tailer.join(position);
  expect(computed.delta.from).toBeNull();
  await pending.catch(() => undefined);
  await registry.stop();
});

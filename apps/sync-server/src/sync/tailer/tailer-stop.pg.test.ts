import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { createPool } from '../../db/create-pool.ts';
import type { Tenant } from '../../db/tenant-directory.ts';
import { createMetrics } from '../../metrics/create-metrics.ts';
import { createAgent } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import { AgentHeartbeats } from '../session/agent-heartbeats.ts';
import { Tailer } from './tailer.ts';

let database: TestDatabase;
let tenant: Tenant;
let position: ReplicaPosition;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  const { userId, deviceId } = await createAgent(database.pool, tenant, 'mara');
  position = {
    userId,
    deviceId,
    protocolVersion,
    cursor: null,
    held: new Map(),
    oldestPendingMutationId: null,
    preferred: new Set(),
  };
});
afterAll(() => database.close());

test('D2 stop resolves when all running deltas have ended, and later ones are refused', async () => {
  const pool = createPool({ databaseUrl: database.databaseUrl });
  const { schemaName } = tenant;
  const tailer = new Tailer({ pool, schemaName, metrics: createMetrics(), onError: () => undefined });
  const ended: string[] = [];
  const unlock = await lockUsers();
  const work = [
    tailer.join(position).then(() => ended.push('join')),
    tailer.computeAhead({ replica: position, maxDeltas: 1, onDelta: () => ended.push('step') }),
  ];
  await waitUntilBlocked(work.length);
  const stopping = tailer.stop().then(() => ended.push('stopped'));
  // The tick does not wait for a join that takes longer than its timeout.
  await expect.poll(() => tailer.position).toBeNull();
  await unlock();
  await Promise.all([...work, stopping]);
  await pool.end();
  expect(ended.toSorted()).toEqual(['join', 'step', 'stopped']);
  expect(ended.at(-1)).toBe('stopped');
  const refused = { replica: position, maxDeltas: 1, onDelta: () => undefined };
  await expect(tailer.computeAhead(refused)).rejects.toThrow('HF_DRAINING');
});

test('an agent whose session begins while the server stops is not set online', async () => {
  const errors: unknown[] = [];
  const signsOfLife = new AgentHeartbeats((error) => errors.push(error));
  await signsOfLife.stop();
  const pool = createPool({ databaseUrl: database.databaseUrl });
  await pool.end();
  const end = signsOfLife.start({ pool, schemaName: tenant.schemaName, userId: position.userId });
  await end();
  expect(errors).toEqual([]);
});

/** Blocks all reads of `users` until the returned function is called. */
async function lockUsers(): Promise<() => Promise<void>> {
  const client = await database.pool.connect();
  await client.query(`begin; lock table "${tenant.schemaName}".users in access exclusive mode`);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

async function waitUntilBlocked(count: number): Promise<void> {
  const blocked = async () => {
    const { rows } = await database.pool.query(
      `select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
       where datname = current_database() and locktype = 'relation' and not granted`,
    );
    return rows.length;
  };
  await expect.poll(blocked).toBe(count);
}

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { createPool } from '../../db/create-pool.ts';
import type { Tenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { removeDataDirectory } from '../../embedded-postgres/data-directory.ts';
import { startEmbeddedPostgres } from '../../embedded-postgres/start-embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../embedded-postgres/start-embedded-postgres.ts';
import { createAgent, createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import type { FixtureAgent } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import { computeDelta } from './compute-delta.ts';
import type { ReplicaPosition } from './replica-position.ts';
import { readCursor } from './read-cursor.ts';
import { parseSnapshot } from './snapshot.ts';

let stateDirectory: string;
let postgres: EmbeddedPostgres;
let databaseName: string;
let pool: ClusterPool;
let tenant: Tenant;
let mara: FixtureAgent;

beforeEach(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-test-postgres-'));
  postgres = await start();
  const database = await createTestDatabase(postgres.url);
  databaseName = new URL(database.databaseUrl).pathname;
  tenant = await database.createTenant();
  await database.pool.end();
  pool = open();
  mara = await createAgent(pool, tenant, 'mara');
});

afterEach(async () => {
  await pool.end();
  await postgres.stop();
  await removeDataDirectory(stateDirectory);
});

/** Keeps WAL of uncommitted transactions in memory as long as possible. */
function start(): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ stateDirectory, settings: { fsync: 'off', wal_writer_delay: '10s' } });
}

function open(): ClusterPool {
  const url = new URL(postgres.url);
  url.pathname = databaseName;
  const opened = createPool({ databaseUrl: url.href });
  // Connections break when the server crashes.
  opened.on('error', () => undefined);
  return opened;
}

async function crash(): Promise<void> {
  process.kill(postgres.processId, 'SIGKILL');
  await postgres.exited;
  await pool.end();
  postgres = await start();
  pool = open();
}

async function restart(): Promise<void> {
  await pool.end();
  await postgres.stop();
  postgres = await start();
  pool = open();
}

const assign = (conversationId: number, userId: number | null) =>
  operatorSql(
    pool,
    tenant,
    'update conversations set assigned_to = $2 where id = $1 returning row_xid::text::bigint',
    [conversationId, userId],
  );

async function rollBackAssignment(conversationId: number): Promise<void> {
  const client = await pool.connect();
  await client.query(`begin; set local search_path = "${tenant.schemaName}"`);
  await client.query('update conversations set assigned_to = null where id = $1', [conversationId]);
  await client.query('rollback');
  client.release();
}

async function synced(): Promise<ReplicaPosition> {
  const empty: ReplicaPosition = {
    userId: mara.userId,
    deviceId: mara.deviceId,
    protocolVersion: 2,
    cursor: null,
    held: new Map(),
    oldestPendingMutationId: null,
    preferred: new Set(),
  };
  const { delta, held } = await computeDelta(pool, tenant.schemaName, empty);
  return { ...empty, cursor: delta.to, held };
}

const epoch = () =>
  withTenant(pool, tenant.schemaName, { readOnly: true }, async ({ client }) => {
    const position = await readCursor(client);
    return position.epoch;
  });

test('E1 a row written under a transaction id that was assigned again after a crash is not missed', async () => {
  const conversationId = await createConversation(pool, tenant, { assignedTo: mara.userId });
  for (let n = 0; n < 20; n += 1) await rollBackAssignment(conversationId);
  const position = await synced();
  await crash();
  const id = await assign(conversationId, null);
  // Otherwise the test would prove nothing.
  expect(id).toBeLessThan(Number(parseSnapshot(position.cursor?.snapshot ?? '')?.xmax));
  const { needsDigests } = await computeDelta(pool, tenant.schemaName, position);
  expect(needsDigests).toBe(true);
});

test('E1 a crash begins a new epoch, a clean restart keeps the epoch', async () => {
  const before = await epoch();
  await restart();
  expect(await epoch()).toBe(before);
  await crash();
  const after = await epoch();
  expect(after).not.toBe(before);
  await restart();
  expect(await epoch()).toBe(after);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { poolOf } from '../../db/cluster-pools.ts';
import { createLandlordPool } from '../../db/create-pool.ts';
import { migrateTenant } from '../../db/migrate-tenant.ts';
import { findActiveTenant, findTenant } from '../../db/tenant-directory.ts';
import type { Tenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { enqueueOutboundMessages } from '../../jobs/enqueue.ts';
import { prepareJobs } from '../../jobs/job-queue.ts';
import { createLogger } from '../../logging/create-logger.ts';
import { moveRequest } from '@holdfast/testkit/server/move-request';
import { secondUrlSetting, startSecondCluster } from '@holdfast/testkit/server/second-cluster';
import type { SecondCluster } from '@holdfast/testkit/server/second-cluster';
import { createAgent, createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import { readCursor } from '../../sync/delta/read-cursor.ts';
import { hashTables } from './hash-tables.ts';
import type { MoveStep } from './move-request.ts';
import { moveTenant } from './move-tenant.ts';
import { listTables } from './tenant-tables.ts';

let database: TestDatabase;
let second: SecondCluster;

beforeAll(async () => {
  [database, second] = await Promise.all([createTestDatabase(inject('databaseUrl')), startSecondCluster()]);
  await second.join(database);
  await prepareJobs(database.pool, createLogger('silent'));
});
afterAll(async () => {
  await second.stop();
  await database.close();
});

const move = (slug: string, to: string, onStep?: (step: MoveStep) => void) =>
  moveTenant(database.pool, { ...moveRequest(slug, to), ...(onStep === undefined ? {} : { onStep }) });

describe('moving a tenant', () => {
  it('E1 copies all rows, changes the epoch, and keeps the original under another name', async () => {
    const { tenant, conversationId } = await createActiveTenant();
    const before = await digestOf(tenant);
    const epoch = await epochOf(tenant);
    const neighbor = await digestOf(await database.createTenant());

    const report = await move(tenant.slug, 'second');

    expect(report).toMatchObject({ outcome: 'moved', cluster: 'second', unsentMessages: 2 });
    const moved = await findActiveTenant(database.pool, tenant.slug);
    expect(moved).toMatchObject({ cluster: 'second', movingToClusterId: null, status: 'active' });
    expect(await digestOf(moved)).toEqual(before);
    expect(await epochOf(moved)).not.toBe(epoch);
    expect(await schemasAt(database.pool, tenant)).toEqual([`moved_1_${tenant.schemaName}`]);
    expect(neighbor.length).toBeGreaterThan(20);
    // The moved tenant works: ids continue, triggers stamp rows, the role has its rights.
    const stamps = await inTenant<{ fresh: boolean; id: string }>(
      moved,
      `insert into messages (conversation_id, direction, sender_type, content)
       values (${conversationId}, 'inbound', 'customer', 'here') returning row_xid = pg_current_xact_id() as fresh, id`,
    );
    expect(stamps).toMatchObject([{ fresh: true }]);
    const [{ old } = { old: false }] = await inTenant<{ old: boolean }>(
      moved,
      `select bool_or(row_xid >= pg_current_xact_id()) as old from messages`,
    );
    expect(old).toBe(false);
  });

  it('grants the tenant’s role rights on its schema in the target and on nothing else', async () => {
    const [one, other] = [await database.createTenant(), await database.createTenant()];
    for (const { slug } of [one, other]) await move(slug, 'second');
    const moved = await findTenant(database.pool, one.slug);
    await expect(inTenant(moved, `select * from "${other.schemaName}".users`)).rejects.toThrow(/permission/);
    await expect(inTenant(moved, 'select * from jobs.job')).rejects.toThrow(/permission/);
    await expect(inTenant(moved, 'drop trigger stamp_row on messages')).rejects.toThrow(/must be owner/);
    const { rows } = await second.pool.query<{ rolcanlogin: boolean }>(
      'select rolcanlogin from pg_roles where rolname = $1',
      [one.schemaName],
    );
    expect(rows).toEqual([{ rolcanlogin: false }]);
  });

  it('queues one job per unsent message in the target and none in the source', async () => {
    const { tenant, unsent } = await createActiveTenant();
    expect(await jobsAt(database, tenant)).toEqual(unsent);
    await move(tenant.slug, 'second');
    expect(await jobsAt(second, tenant)).toEqual(unsent);
    expect(await jobsAt(database, tenant)).toEqual([]);
  });

  it('keeps every row committed during the move and refuses later writes', async () => {
    const { tenant, agentId } = await createActiveTenant();
    const written: string[] = [];
    const refusals = new Set<string>();
    const stopped = new AbortController();
    const write = async (writer: number) => {
      for (let number = 0; !stopped.signal.aborted; number += 1) {
        const name = `${writer}/${number}`;
        try {
          const { urlSetting, cluster, schemaName } = await findActiveTenant(database.pool, tenant.slug);
          const pool = poolOf(database.pool, { urlSetting, cluster });
          await withTenant(pool, schemaName, {}, ({ client }) =>
            client.query(
              'insert into canned_responses (title, shortcut, content, user_id) values ($1::text, $1::text, $3, $2)',
              [name, agentId, 'Hello'],
            ),
          );
          written.push(name);
        } catch (error) {
          refusals.add(error instanceof Error && 'code' in error ? String(error.code) : String(error));
          await sleep(5);
        }
      }
    };
    const writers = Promise.all([1, 2, 3].map(write));
    await expect.poll(() => [written.length > 20, [...refusals]]).toEqual([true, []]);
    await move(tenant.slug, 'second');
    const atMove = written.length;
    await expect.poll(() => written.length).toBeGreaterThan(atMove + 20);
    stopped.abort();
    await writers;
    const kept = await inTenant<{ title: string }>(
      await findTenant(database.pool, tenant.slug),
      `select title from canned_responses where title like '%/%'`,
    );
    expect(kept.map(({ title }) => title).toSorted()).toEqual(written.toSorted());
    expect([...refusals]).toEqual(['HF_TENANT_MOVING']);
  });

  it('moves back and forth, each time in a new generation', async () => {
    const { tenant } = await createActiveTenant();
    const before = await digestOf(tenant);
    for (const to of ['second', 'default', 'second']) await move(tenant.slug, to);
    expect(await digestOf(await findTenant(database.pool, tenant.slug))).toEqual(before);
    expect(await schemasAt(database.pool, tenant)).toEqual([
      `moved_1_${tenant.schemaName}`,
      `moved_3_${tenant.schemaName}`,
    ]);
    expect(await move(tenant.slug, 'second')).toMatchObject({ outcome: 'stayed' });
  });

  it('rolls back when it fails, and the tenant works in the source again', async () => {
    const { tenant, unsent } = await createActiveTenant();
    const before = await digestOf(tenant);
    const failing = move(tenant.slug, 'second', (step) => {
      if (step === 'copying messages') throw new Error('network failure');
    });
    await expect(failing).rejects.toThrow('network failure');
    const stayed = await findActiveTenant(database.pool, tenant.slug);
    expect(stayed.cluster).toBe('default');
    expect(await digestOf(stayed)).toEqual(before);
    expect(await jobsAt(database, tenant)).toEqual(unsent);
    expect(await schemasAt(second.pool, tenant)).toEqual([]);
  });

  it('keeps a suspended tenant suspended', async () => {
    const tenant = await database.createTenant();
    await database.pool.query(`update landlord.tenants set status = 'suspended' where id = $1`, [tenant.id]);
    await move(tenant.slug, 'second');
    expect(await findTenant(database.pool, tenant.slug)).toMatchObject({
      cluster: 'second',
      status: 'suspended',
    });
  });

  it('refuses a cluster that is unknown, not configured or the same database, and changes nothing', async () => {
    const tenant = await database.createTenant();
    await database.pool.query(
      `insert into landlord.clusters (name, url_setting)
       values ('same', 'HOLDFAST_DATABASE_URL'), ('far', 'HOLDFAST_CLUSTER_FAR_URL')`,
    );
    await expect(move(tenant.slug, 'nowhere')).rejects.toMatchObject({ code: 'HF_CLUSTER_UNKNOWN' });
    await expect(move(tenant.slug, 'far')).rejects.toMatchObject({ code: 'HF_CLUSTER_URL_MISSING' });
    await expect(move(tenant.slug, 'same')).rejects.toMatchObject({ code: 'HF_INVALID_INPUT' });
    expect(await findActiveTenant(database.pool, tenant.slug)).toMatchObject({ cluster: 'default' });
  });
});

describe('a move that is killed', () => {
  it.each(['begun', 'copying conversations', 'copied', 'retired', 'opened'] as const)(
    'after step "%s" is finished by the same call',
    async (step) => {
      const { tenant, unsent } = await createActiveTenant();
      const before = await digestOf(tenant);
      expect(await moveAndDie(tenant, step)).toBe('SIGKILL');
      await expectClosed(tenant);
      await move(tenant.slug, 'second');
      const moved = await findActiveTenant(database.pool, tenant.slug);
      expect(moved.cluster).toBe('second');
      expect(await digestOf(moved)).toEqual(before);
      expect(await jobsAt(second, tenant)).toEqual(unsent);
      expect(await schemasAt(database.pool, tenant)).toEqual([`moved_1_${tenant.schemaName}`]);
    },
    60_000,
  );

  it.each(['copying users', 'copied'] as const)(
    'after step "%s" is rolled back by a move to the source',
    async (step) => {
      const { tenant, unsent } = await createActiveTenant();
      const before = await digestOf(tenant);
      await moveAndDie(tenant, step);
      expect(await move(tenant.slug, 'default')).toMatchObject({ outcome: 'taken-back' });
      const stayed = await findActiveTenant(database.pool, tenant.slug);
      expect(stayed.cluster).toBe('default');
      expect(await digestOf(stayed)).toEqual(before);
      expect(await jobsAt(database, tenant)).toEqual(unsent);
      expect(await schemasAt(second.pool, tenant)).toEqual([]);
    },
    60_000,
  );

  it('is finished with its verified copy even if a schema with the original name exists again', async () => {
    const { tenant } = await createActiveTenant();
    const before = await digestOf(tenant);
    await moveAndDie(tenant, 'retired');
    await migrateTenant(database.pool, tenant.schemaName);
    expect(await move(tenant.slug, 'second')).toMatchObject({ outcome: 'finished' });
    expect(await digestOf(await findTenant(database.pool, tenant.slug))).toEqual(before);
  });

  it('is rolled back even if the target is unreachable', async () => {
    const { tenant, unsent } = await createActiveTenant();
    await moveAndDie(tenant, 'closed');
    const landlord = createLandlordPool({
      databaseUrl: database.databaseUrl,
      clusterUrls: { [secondUrlSetting]: 'postgres://nobody@127.0.0.1:1/none' },
    });
    const request = moveRequest(tenant.slug, 'default');
    expect(await moveTenant(landlord, request)).toMatchObject({ outcome: 'taken-back' });
    await landlord.end();
    expect(await findActiveTenant(database.pool, tenant.slug)).toMatchObject({ cluster: 'default' });
    expect(await jobsAt(database, tenant)).toEqual(unsent);
  });

  it('cannot be rolled back after the source is retired, and names the way to finish it', async () => {
    const { tenant } = await createActiveTenant();
    await moveAndDie(tenant, 'retired');
    await expect(move(tenant.slug, 'default')).rejects.toMatchObject({
      code: 'HF_INVALID_INPUT',
      details: { reason: expect.stringContaining('--to second') },
    });
  });

  async function expectClosed(tenant: Tenant): Promise<void> {
    await expect(findActiveTenant(database.pool, tenant.slug)).rejects.toMatchObject({
      code: 'HF_TENANT_MOVING',
    });
  }

  async function moveAndDie(tenant: Tenant, step: MoveStep): Promise<NodeJS.Signals | null> {
    const program = fileURLToPath(
      new URL('../../../../../packages/testkit/src/processes/moving-process.ts', import.meta.url),
    );
    const child = spawn(process.execPath, [program, tenant.slug, 'second', step], {
      env: { HOLDFAST_DATABASE_URL: database.databaseUrl, [secondUrlSetting]: second.databaseUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal;
  }
});

/** Creates a tenant with conversations, a device and two unsent replies. */
async function createActiveTenant() {
  const tenant = await database.createTenant();
  const agent = await createAgent(database.pool, tenant, 'ada');
  const conversationId = await createConversation(database.pool, tenant, {
    assignedTo: agent.userId,
    messageCount: 30,
  });
  const gone = await createConversation(database.pool, tenant, { assignedTo: null });
  await operatorSql(database.pool, tenant, 'delete from messages where conversation_id = $1', [gone]);
  const unsent: number[] = [];
  for (const content of ['one\ttab', 'two\nlines, a \\ and "quotes"']) {
    unsent.push(
      await withTenant(database.pool, tenant.schemaName, {}, async (transaction) => {
        const { rows } = await transaction.client.query<{ id: string }>(
          `insert into messages (conversation_id, direction, sender_type, status, content, created_at)
           values ($1, 'outbound', 'user', 'pending', $2, clock_timestamp()) returning id`,
          [conversationId, content],
        );
        const id = Number(rows[0]?.id);
        await enqueueOutboundMessages(transaction, [id]);
        return id;
      }),
    );
  }
  return { tenant, agentId: agent.userId, conversationId, unsent };
}

async function inTenant<Row extends object>(tenant: Tenant, text: string): Promise<readonly Row[]> {
  const pool = poolOf(database.pool, tenant);
  return await withTenant(pool, tenant.schemaName, {}, async ({ client }) => {
    return (await client.query<Row>(text)).rows;
  });
}

/** Hashes of all tables except sync_state, which a move changes. */
async function digestOf(tenant: Tenant) {
  const client = await poolOf(database.pool, tenant).connect();
  try {
    await client.query(`set timezone = 'UTC'`);
    const tables = await listTables(client, tenant.schemaName);
    const digests = await hashTables(client, tenant.schemaName, tables);
    return digests.filter(({ table }) => table !== 'sync_state');
  } finally {
    client.release(true);
  }
}

async function epochOf(tenant: Tenant): Promise<string> {
  const pool = poolOf(database.pool, tenant);
  const { epoch } = await withTenant(pool, tenant.schemaName, { readOnly: true }, ({ client }) =>
    readCursor(client),
  );
  return epoch;
}

async function schemasAt(pool: TestDatabase['pool'], tenant: Tenant): Promise<string[]> {
  const { rows } = await pool.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname like '%' || $1 order by 1`,
    [tenant.schemaName],
  );
  return rows.map(({ nspname }) => nspname);
}

/** Ids of the messages with open jobs in a cluster, oldest first. */
async function jobsAt({ pool }: Pick<TestDatabase, 'pool'>, { schemaName }: Tenant): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `select (data->>'messageId')::float8 as id from jobs.job
     where data->>'schemaName' = $1 and state < 'completed' order by 1`,
    [schemaName],
  );
  return rows.map(({ id }) => id);
}

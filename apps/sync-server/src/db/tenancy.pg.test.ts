import { conversationTags } from '@holdfast/schema/tables/conversation-tags';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import { createPool } from './create-pool.ts';
import type { Tenant } from './tenant-directory.ts';
import { withTenant } from './with-tenant.ts';

describe('one tenant cannot reach another', () => {
  let database: TestDatabase;
  let here: Tenant;
  let there: Tenant;

  beforeAll(async () => {
    database = await createTestDatabase(inject('databaseUrl'));
    [here, there] = [await database.createTenant(), await database.createTenant()];
    await database.pool.query(
      'CREATE SCHEMA jobs; CREATE TABLE jobs.job (id int); INSERT INTO jobs.job VALUES (1)',
    );
    await inTenant(there, `INSERT INTO conversation_tags (name, color) VALUES ('secret', '#000000')`);
  });
  afterAll(() => database.close());

  function inTenant(tenant: Tenant, statement: string) {
    return withTenant(database.pool, tenant.schemaName, {}, ({ client }) =>
      client.query<Record<string, unknown>>(statement),
    );
  }

  it('reads and writes its own rows with unqualified names', async () => {
    await withTenant(database.pool, here.schemaName, {}, ({ tx }) =>
      tx.insert(conversationTags).values({ name: 'mine', color: '#ffffff' }),
    );
    const rows = await withTenant(database.pool, here.schemaName, {}, ({ tx }) =>
      tx.select().from(conversationTags),
    );
    expect(rows.map((row) => row.name)).toEqual(['mine']);
  });

  it.each([
    ['reading', 'SELECT * FROM %s.conversation_tags'],
    ['inserting', `INSERT INTO %s.conversation_tags (name, color) VALUES ('x', '#000000')`],
    ['updating', `UPDATE %s.conversation_tags SET name = 'x'`],
    ['deleting', 'DELETE FROM %s.conversation_tags'],
    ['copying', 'COPY %s.conversation_tags TO STDOUT'],
    ['taking ids', `SELECT nextval('%s.row_ids')`],
    ['creating a table in', 'CREATE TABLE %s.mine (id int)'],
  ])('refuses %s another tenant with hand-written SQL', async (_, statement) => {
    await expect(inTenant(here, statement.replaceAll('%s', there.schemaName))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('cannot reach another tenant by changing search_path', async () => {
    await expect(
      inTenant(here, `SET LOCAL search_path = "${there.schemaName}"; SELECT * FROM conversation_tags`),
    ).rejects.toThrow(/does not exist|permission denied/);
  });

  it.each(['landlord.tenants', 'landlord.audit_log', 'jobs.job'])(
    'cannot read or write %s',
    async (table) => {
      await expect(inTenant(here, `SELECT * FROM ${table}`)).rejects.toThrow(/permission denied/);
      await expect(inTenant(here, `DELETE FROM ${table}`)).rejects.toThrow(/permission denied/);
    },
  );

  it('cannot change triggers, tables or migrations of its own schema', async () => {
    await expect(inTenant(here, 'DROP TRIGGER stamp_row ON messages')).rejects.toThrow(/must be owner/);
    await expect(inTenant(here, 'ALTER TABLE messages DISABLE TRIGGER ALL')).rejects.toThrow(/must be owner/);
    await expect(inTenant(here, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(inTenant(here, 'DELETE FROM schema_migrations')).rejects.toThrow(/permission denied/);
  });

  it('a query outside of a tenant transaction finds no table', async () => {
    await expect(database.pool.query('SELECT * FROM conversation_tags')).rejects.toThrow(/does not exist/);
  });

  it('leaves neither role nor search_path on the connection after a commit or a failure', async () => {
    const single = createPool({ databaseUrl: database.databaseUrl, maxConnections: 1 });
    const state = `SELECT current_user, session_user, current_setting('search_path') AS path`;
    try {
      const before = (await single.query(state)).rows;
      await withTenant(single, here.schemaName, {}, ({ client }) => client.query('SELECT 1'));
      expect((await single.query(state)).rows).toEqual(before);
      await withTenant(single, here.schemaName, {}, ({ client }) => client.query('SELECT 1 / 0')).catch(
        () => undefined,
      );
      expect((await single.query(state)).rows).toEqual(before);
      await expect(single.query('SELECT * FROM conversation_tags')).rejects.toThrow(/does not exist/);
    } finally {
      await single.end();
    }
  });

  it('isolates concurrent transactions', async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const tenant = index % 2 === 0 ? here : there;
        const { rows } = await inTenant(tenant, 'SELECT current_schema() AS name, current_user AS role');
        return [tenant.schemaName, rows[0]];
      }),
    );
    for (const [schemaName, row] of seen) expect(row).toEqual({ name: schemaName, role: schemaName });
  });

  it('rejects a schema name that is not a tenant schema', async () => {
    for (const name of ['public', 'landlord', 'tenant_x"; RESET ROLE; --', 'tenant_X']) {
      await expect(withTenant(database.pool, name, {}, async () => 1)).rejects.toMatchObject({
        code: 'HF_INTERNAL',
      });
    }
  });
});

describe('a tenant transaction', () => {
  let database: TestDatabase;
  let tenant: Tenant;

  beforeAll(async () => {
    database = await createTestDatabase(inject('databaseUrl'));
    tenant = await database.createTenant();
  });
  afterAll(() => database.close());

  it('is read only and repeatable read if the options say so', async () => {
    const options = { isolation: 'repeatable read', readOnly: true } as const;
    const { rows } = await withTenant(database.pool, tenant.schemaName, options, ({ client }) =>
      client.query(
        `SELECT current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only') AS only`,
      ),
    );
    expect(rows).toEqual([{ isolation: 'repeatable read', only: 'on' }]);
  });

  it('uses no parallel workers if it is read only', async () => {
    const planOf = (readOnly: boolean) =>
      withTenant(database.pool, tenant.schemaName, { readOnly }, async ({ client }) => {
        for (const setting of ['parallel_setup_cost', 'parallel_tuple_cost', 'min_parallel_table_scan_size'])
          await client.query(`SET LOCAL ${setting} = 0`);
        const { rows } = await client.query('EXPLAIN SELECT count(*) FROM messages');
        return JSON.stringify(rows);
      });
    expect(await planOf(false)).toContain('Gather');
    expect(await planOf(true)).not.toContain('Gather');
  });

  it('rolls back a savepoint and keeps the rest', async () => {
    await withTenant(database.pool, tenant.schemaName, {}, async ({ tx }) => {
      await tx.insert(conversationTags).values({ name: 'kept', color: '#000000' });
      await tx
        .transaction(async (inner) => {
          await inner.insert(conversationTags).values({ name: 'undone', color: '#000000' });
          throw new Error('refused');
        })
        .catch(() => undefined);
    });
    const rows = await withTenant(database.pool, tenant.schemaName, {}, ({ tx }) =>
      tx.select().from(conversationTags),
    );
    expect(rows.map((row) => row.name)).toEqual(['kept']);
  });

  it('throws when an error inside was swallowed', async () => {
    await expect(
      withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
        await client.query('SELECT 1 / 0').catch(() => undefined);
      }),
    ).rejects.toMatchObject({ code: 'HF_INTERNAL' });
  });

  it('survives the termination of a checked-out connection', async () => {
    const cut = withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const ended = new Promise((resolve) => client.once('end', resolve));
      await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await ended;
      await client.query('SELECT 1');
    });
    await expect(cut).rejects.toThrow(/not queryable|terminat/);
    await expect(database.pool.query('SELECT 1')).resolves.toBeDefined();
  });
});

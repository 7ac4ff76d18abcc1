import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';

import { ensureTenantRole } from '../db/tenant-role.ts';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import { createTenant } from './create-tenant.ts';
import { migrateAll } from './migrate-all.ts';
import { migrationOverview } from './migration-overview.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterEach(() => database.close());

/** A slug that is unique per test database, because roles are shared by the whole Postgres cluster. */
function slugOf(name: string): string {
  return `${name}_${new URL(database.databaseUrl).pathname.slice(-6)}`;
}

function create(slug: string) {
  return createTenant(database.pool, { slug, name: slug, actor: 'system' });
}

describe('creating a tenant', () => {
  it('continues an interrupted creation', async () => {
    const slug = slugOf('resumed');
    await database.pool.query(
      `INSERT INTO landlord.tenants (slug, name, schema_name, cluster_id) SELECT $1, 'First name', $2, id FROM landlord.clusters`,
      [slug, `tenant_${slug}`],
    );
    await ensureTenantRole(database.pool, `tenant_${slug}`);
    const result = await create(slug);
    expect(result).toMatchObject({ created: true, tenant: { status: 'active', name: 'First name' } });
    expect(await create(slug)).toMatchObject({ created: false });
  });

  it('creates one tenant for three concurrent calls', async () => {
    const slug = slugOf('twins');
    const results = await Promise.all([create(slug), create(slug), create(slug)]);
    expect(results.map((result) => result.tenant.status)).toEqual(['active', 'active', 'active']);
    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS count FROM tenant_${slug}.sla_policies`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('writes an entry to the audit log', async () => {
    const { tenant } = await create(slugOf('audited'));
    const { rows } = await database.pool.query(
      'SELECT actor, action, tenant_id::int FROM landlord.audit_log',
    );
    expect(rows).toEqual([{ actor: 'system', action: 'tenant.create', tenant_id: tenant.id }]);
  });

  it('creates a role without login and without special rights', async () => {
    const { tenant } = await create(slugOf('role'));
    const { rows } = await database.pool.query(
      'SELECT rolcanlogin, rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = $1',
      [tenant.schemaName],
    );
    expect(rows).toEqual([
      { rolcanlogin: false, rolsuper: false, rolcreaterole: false, rolbypassrls: false },
    ]);
  });
});

describe('migrating', () => {
  it('continues after a failed tenant and reports which tenant failed and why', async () => {
    const [bad, good] = [slugOf('bad'), slugOf('good')];
    await create(bad);
    await create(good);
    await database.pool.query(`UPDATE tenant_${bad}.schema_migrations SET hash = 'edited' WHERE version = 1`);
    const newest = `(SELECT max(version) FROM tenant_${good}.schema_migrations)`;
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT name FROM tenant_${good}.schema_migrations WHERE version = ${newest}`,
    );
    await database.pool.query(`DROP SCHEMA tenant_${good} CASCADE`);

    const before = await migrationOverview(database.pool);
    expect(before).toMatchObject([
      { schema: 'landlord', state: 'current' },
      { schema: bad, state: 'edited' },
      { schema: good, state: 'pending', version: 0 },
    ]);
    const report = await migrateAll(database.pool);
    expect(report).toMatchObject({
      landlord: [],
      tenants: [
        { tenant: bad, outcome: 'failed', error: { code: 'HF_MIGRATION_EDITED' } },
        { tenant: good, outcome: 'applied', applied: expect.arrayContaining([rows[0]?.name]) },
      ],
    });
    const history = await database.pool.query(
      'SELECT outcome FROM landlord.tenant_migrations ORDER BY outcome',
    );
    expect(history.rows).toEqual([{ outcome: 'applied' }, { outcome: 'failed' }]);
    expect((await migrateAll(database.pool)).tenants).toMatchObject([
      { outcome: 'failed' },
      { outcome: 'current' },
    ]);
  });

  it('migrates six tenants in two concurrent runs without a failure', async () => {
    const slugs = ['a', 'b', 'c', 'd', 'e', 'f'].map(slugOf);
    for (const slug of slugs) {
      await database.pool.query(
        `INSERT INTO landlord.tenants (slug, name, schema_name, cluster_id) SELECT $1, $1, $2, id FROM landlord.clusters`,
        [slug, `tenant_${slug}`],
      );
    }
    const [report, concurrent] = await Promise.all([migrateAll(database.pool), migrateAll(database.pool)]);
    for (const { tenants } of [report, concurrent]) {
      expect(tenants.map((tenant) => tenant.outcome)).not.toContain('failed');
    }
    const overview = await migrationOverview(database.pool);
    expect(overview.map((schema) => schema.state)).toEqual(Array(7).fill('current'));
  });
});

import { afterAll, beforeAll, expect, inject, it } from 'vitest';

import type { Tenant } from '../db/tenant-directory.ts';
import { runCli } from '@holdfast/testkit/server/run-cli';
import { setTenantSettings } from '../tenants/set-tenant-settings.ts';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';

let database: TestDatabase;
let tenant: Tenant;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
});
afterAll(() => database.close());

const set = (...parameters: string[]) =>
  runCli(['tenant', 'set', tenant.slug, ...parameters, '--json'], {
    environment: { HOLDFAST_DATABASE_URL: database.databaseUrl },
    stdin: '',
  });

it(
  'M6 an operator changes the policy for stale replies; an unknown policy is refused',
  { timeout: 120_000 },
  async () => {
    expect(JSON.parse((await set('--stale-replies', 'refuse')).stdout)).toEqual({ staleReplies: 'refuse' });
    expect((await set('--stale-replies', 'perhaps')).exitCode).toBe(2);
    // Without an option it only shows the settings and writes no audit entry.
    const input = { slug: tenant.slug, settings: {}, actor: 'test' };
    expect(await setTenantSettings(database.pool, input)).toEqual({ staleReplies: 'refuse' });
    const { rows } = await database.pool.query<{ details: object }>(
      `select details from landlord.audit_log where tenant_id = $1 and action = 'tenant.set'`,
      [tenant.id],
    );
    expect(rows).toEqual([{ details: { staleReplies: 'refuse' } }]);
  },
);

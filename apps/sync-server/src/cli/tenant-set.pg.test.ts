import { afterAll, beforeAll, expect, inject, it } from 'vitest';

import type { Tenant } from '../db/tenant-directory.ts';
import { runCli } from '../testing/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

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
  'M6 an operator shows and changes what becomes of stale replies; another word is refused',
  { timeout: 120_000 },
  async () => {
    expect(JSON.parse((await set()).stdout)).toEqual({ staleReplies: 'hold' });
    expect(JSON.parse((await set('--stale-replies', 'refuse')).stdout)).toEqual({ staleReplies: 'refuse' });
    expect((await set('--stale-replies', 'perhaps')).exitCode).toBe(2);
    expect(JSON.parse((await set()).stdout)).toEqual({ staleReplies: 'refuse' });
    const { rows } = await database.pool.query<{ action: string; details: object }>(
      `select action, details from landlord.audit_log where tenant_id = $1 and action = 'tenant.set'`,
      [tenant.id],
    );
    expect(rows).toEqual([{ action: 'tenant.set', details: { staleReplies: 'refuse' } }]);
  },
);

import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';
import { assertClock } from './assert-clock.ts';
import { assertPostgres } from './assert-postgres.ts';
import { assertRights } from './assert-rights.ts';
import { createPool } from './create-pool.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());

describe('the check of Postgres', () => {
  it('returns the version', async () => {
    expect(await assertPostgres(database.pool)).toMatch(/^\d+/);
  });

  it('rejects a version older than the minimum', async () => {
    await expect(assertPostgres(database.pool, 99)).rejects.toMatchObject({
      code: 'HF_DATABASE_TOO_OLD',
      details: { oldest: '99' },
    });
  });

  it.each([
    ['no server listens', 'postgres://a:b@127.0.0.1:1/c'],
    ['the password is wrong', undefined],
  ])('reports Postgres as unreachable when %s, without the password', async (_, url) => {
    const wrong = new URL(database.databaseUrl);
    wrong.password = 'hush';
    const pool = createPool({ databaseUrl: url ?? wrong.href });
    const error: unknown = await assertPostgres(pool).catch((thrown: unknown) => thrown);
    await pool.end();
    expect(error).toMatchObject({ code: 'HF_DATABASE_UNREACHABLE' });
    expect(JSON.stringify(error)).not.toContain('hush');
  });

  it('accepts a login with the required rights and names the missing ones otherwise', async () => {
    await expect(assertRights(database.pool)).resolves.toBeDefined();
    const name = `poor_${randomUUID().slice(0, 8)}`;
    const admin = createPool({ databaseUrl: inject('databaseUrl') });
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'poor'`);
    const url = new URL(database.databaseUrl);
    url.username = name;
    url.password = 'poor';
    const pool = createPool({ databaseUrl: url.href });
    await expect(assertRights(pool)).rejects.toMatchObject({
      code: 'HF_DATABASE_RIGHTS_MISSING',
      details: { missing: ['CREATEROLE', 'CREATE on the database'] },
    });
    await pool.end();
    await admin.query(`DROP ROLE ${name}`);
    await admin.end();
  });

  it('rejects a clock that differs by more than 5 s', async () => {
    await expect(assertClock(database.pool, () => new Date())).resolves.toBeLessThan(5000);
    const fast = () => new Date(Date.now() + 60_000);
    await expect(assertClock(database.pool, fast)).rejects.toMatchObject({ code: 'HF_CLOCK_SKEWED' });
  });
});

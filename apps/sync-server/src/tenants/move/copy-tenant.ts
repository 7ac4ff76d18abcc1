import type { Pool, PoolClient } from 'pg';

import { migrateTenant } from '../../db/migrate-tenant.ts';
import { closeTenantSchema } from '../../db/tenant-role.ts';
import { beginGeneration } from '../begin-generation.ts';
import { copyRows } from './copy-rows.ts';
import { assertSameHashes, hashTables } from './hash-tables.ts';
import type { TableHash } from './hash-tables.ts';
import { dropTenantSchema } from './tenant-schema.ts';
import { listForeignKeys, listTables, readSequences } from './tenant-tables.ts';

export interface CopyTenantOptions {
  /** In a transaction that reads one snapshot and locks the tenant against writes. */
  readonly source: PoolClient;
  readonly target: Pool;
  readonly schemaName: string;
  /** Called before each table. */
  readonly onTable: (name: string) => void;
}

export interface CopyReport {
  readonly generation: number;
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Creates the tenant's tables in the target, empty and closed. Drops the remains of an interrupted copy first. */
export async function prepareCopy(target: Pool, schemaName: string): Promise<void> {
  await dropTenantSchema(target, schemaName);
  await migrateTenant(target, schemaName);
  await closeTenantSchema(target, schemaName);
}

/**
 * Fills the prepared tables, in the tenant's next sync generation (rule E1), and compares hashes of source and
 * target. The stamping triggers (rule T1) run, so the rows get stamps of the target cluster. Throws
 * HF_TENANT_COPY_DIFFERS.
 */
export async function copyTenant(options: CopyTenantOptions): Promise<CopyReport> {
  const { target } = options;
  const client = await target.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const report = await fill(options, client);
    await client.query('COMMIT');
    broken = false;
    return report;
  } finally {
    client.release(broken);
  }
}

async function fill(options: CopyTenantOptions, target: PoolClient): Promise<CopyReport> {
  const { source, schemaName, onTable } = options;
  for (const client of [source, target]) await alignSettings(client);
  await target.query(`SET LOCAL search_path = "${schemaName}", pg_temp`);
  const tables = await listTables(source, schemaName);
  const foreignKeys = await listForeignKeys(target, schemaName);
  for (const { table, name } of foreignKeys)
    await target.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  let bytes = 0;
  for (const table of tables) {
    onTable(table.name);
    await target.query(`DELETE FROM ${table.name}`);
    bytes += await copyRows({ source, target, schemaName }, table);
  }
  for (const { table, name, definition } of foreignKeys)
    await target.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  for (const { name, value, isCalled } of await readSequences(source, schemaName))
    await target.query('SELECT setval($1::regclass, $2, $3)', [name, value, isCalled]);

  const [digests, copied] = await Promise.all([
    hashTables(source, schemaName, tables),
    hashTables(target, schemaName, tables),
  ]);
  assertSameHashes(digests, copied);
  const generation = await beginGeneration(target);
  for (const table of tables) await target.query(`ANALYZE ${table.name}`);
  return { generation, tables: tables.length, rows: sumOfRows(digests), bytes };
}

/** Both sides must print values as the same text, independent of the settings of login and database. */
async function alignSettings(client: PoolClient): Promise<void> {
  await client.query(
    `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
     SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'`,
  );
}

function sumOfRows(digests: readonly TableHash[]): number {
  return digests.reduce((sum, { rows }) => sum + rows, 0);
}

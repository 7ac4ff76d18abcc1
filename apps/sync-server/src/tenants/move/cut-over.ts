import type { Pool, PoolClient } from 'pg';

import type { Cluster } from '../../db/cluster-directory.ts';
import { grantLockName, workLockName } from '../../db/tenant-locks.ts';
import { closeTenantSchema } from '../../db/tenant-role.ts';
import { copyTenant } from './copy-tenant.ts';
import type { MoveStep } from './move-request.ts';
import { retireTenantSchema } from './tenant-schema.ts';
import { listTables } from './tenant-tables.ts';

/** Longer than a send attempt and than any transaction of the server. */
const statementTimeout = '2min';

export interface CutoverOptions {
  readonly sourcePool: Pool;
  readonly targetPool: Pool;
  readonly target: Cluster;
  readonly schemaName: string;
  readonly clock: () => Date;
  readonly onStep: (step: MoveStep) => void;
}

export interface CutoverReport {
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
  readonly retiredSchema: string;
}

/**
 * Closes the tenant in the source, copies it, and retires the source, all on one connection that holds its locks
 * until the source is renamed. The copy is committed before the rename and is still closed: the tenant is never open
 * in both clusters.
 */
export async function cutOver(options: CutoverOptions): Promise<CutoverReport> {
  const { sourcePool, schemaName, onStep } = options;
  const source = await sourcePool.connect();
  try {
    await close(source, schemaName);
    onStep('closed');
    const copied = await copyTenant({
      source,
      target: options.targetPool,
      schemaName,
      onTable: (name) => onStep(`copying ${name}`),
    });
    onStep('copied');
    const retiredSchema = await retireTenantSchema(source, schemaName, {
      generation: copied.generation - 1,
      target: options.target.cluster,
      now: options.clock(),
    });
    await source.query('COMMIT');
    onStep('retired');
    const { tables, rows, bytes } = copied;
    return { tables, rows, bytes, retiredSchema };
  } finally {
    // Closing the connection ends the transaction and releases the locks, on success and on failure.
    source.release(true);
  }
}

/**
 * Waits for running send attempts, blocks new ones, revokes the role's rights on the schema, and waits for open
 * transactions. Then it locks every table against writes and reads from one snapshot until the end.
 */
async function close(source: PoolClient, schemaName: string): Promise<void> {
  await source.query(`SET lock_timeout = '${statementTimeout}'`);
  for (const name of [workLockName(schemaName), grantLockName(schemaName)])
    await source.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
  await closeTenantSchema(source, schemaName);
  const tables = await listTables(source, schemaName);
  await source.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  // The lock is the first statement, so the snapshot is taken after all transactions that it waited for.
  await source.query(
    `LOCK TABLE ${tables.map(({ name }) => `"${schemaName}".${name}`).join(', ')} IN SHARE MODE`,
  );
}

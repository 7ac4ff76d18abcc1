import type { Pool, PoolClient } from 'pg';

import type { Cluster } from '../../db/cluster-directory.ts';
import { grantLockName, workLockName } from '../../db/tenant-locks.ts';
import { closeTenantSchema } from '../../db/tenant-role.ts';
import { copyTenant } from './copy-tenant.ts';
import type { MoveStep } from './move-request.ts';
import { retireTenantSchema } from './tenant-schema.ts';
import { listTables } from './tenant-tables.ts';

/** Longer than an attempt to send a message may take, and than any transaction of ours. */
const patience = '2min';

export interface CarryOverOptions {
  readonly sourcePool: Pool;
  readonly targetPool: Pool;
  readonly target: Cluster;
  readonly schemaName: string;
  readonly clock: () => Date;
  readonly onStep: (step: MoveStep) => void;
}

export interface CarryOverReport {
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
  readonly retiredSchema: string;
}

/**
 * Closes the tenant in the source, copies it and retires the source: one connection, whose locks nobody gets past until the
 * source is called something else. The copy is committed before that, and it is closed: of the two, never more than one works.
 */
export async function carryOver(options: CarryOverOptions): Promise<CarryOverReport> {
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
    // Ends the transaction and gives the locks back, whatever came of it.
    source.release(true);
  }
}

/**
 * Waits for attempts to send that are under way, keeps others from beginning, closes the schema to its role, and waits for
 * the transactions that were quicker. Then it holds every table against writing and reads one snapshot until the end.
 */
async function close(source: PoolClient, schemaName: string): Promise<void> {
  await source.query(`SET lock_timeout = '${patience}'`);
  for (const name of [workLockName(schemaName), grantLockName(schemaName)])
    await source.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
  await closeTenantSchema(source, schemaName);
  const tables = await listTables(source, schemaName);
  await source.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  // The first statement: the snapshot is taken after it, and so after whatever it has waited for.
  await source.query(
    `LOCK TABLE ${tables.map(({ name }) => `"${schemaName}".${name}`).join(', ')} IN SHARE MODE`,
  );
}

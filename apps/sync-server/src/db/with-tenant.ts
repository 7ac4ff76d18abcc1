import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { PoolClient } from 'pg';

import type { ClusterPool } from './cluster-pool.ts';
import { databaseErrorOf } from './database-error-of.ts';
import { closedTenantError } from './tenant-closed.ts';
import { assertTenantSchemaName } from './tenant-name.ts';

type NoSchema = Record<string, never>;

/** drizzle inside an open transaction; its `transaction()` creates savepoints. */
export type TenantDatabase = NodePgTransaction<NoSchema, NoSchema>;

export interface TenantTransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read';
  /** For short interactive reads: also turns parallel workers and JIT off, see `interactiveSettings`. */
  readonly readOnly?: boolean;
  /**
   * For reads of rows that were written a moment ago. Statistics do not cover them yet: the planner assumes that a third of
   * the table matches and scans all of it. This turns sequential scans off and plans named statements once per connection.
   */
  readonly plansByIndex?: boolean;
  /** False if the caller announces several commits with one wake-up. */
  readonly wakesReplicas?: boolean;
}

export interface TenantTransaction {
  readonly tx: TenantDatabase;
  /** The same connection, for COPY and handwritten SQL. */
  readonly client: PoolClient;
}

/**
 * The only way to a tenant's rows: one transaction with the tenant's role and search_path. Both are LOCAL, so the
 * connection returns to the pool without them; a query outside of this function finds no table.
 * Commits when `fn` resolves, rolls back when it rejects.
 */
export async function withTenant<Result>(
  pool: ClusterPool,
  schemaName: string,
  options: TenantTransactionOptions,
  fn: (transaction: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  assertTenantSchemaName(schemaName);
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    // One round trip. pg_temp is last; if it were missing, Postgres would search temporary tables first.
    await client.query(
      `${beginStatement(options)}; SET LOCAL ROLE "${schemaName}"; SET LOCAL search_path = "${schemaName}", pg_temp${
        options.plansByIndex === true ? planByIndex : ''
      }`,
    );
    const result = await fn({ tx: drizzleOn(client), client });
    await commit(client);
    if (options.readOnly !== true && options.wakesReplicas !== false) pool.wakeUps.announce(schemaName);
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw (await closedTenantError(client, schemaName, error)) ?? error;
  } finally {
    client.release(broken);
  }
}

/**
 * In a large table the planner overestimates the number of new rows and chooses parallel workers or JIT. Starting them
 * takes 15 ms; reading the rows takes 0.2 ms.
 */
const interactiveSettings = 'SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off';

const planByIndex = '; SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan';

/** Throws HF_DATABASE_UNREACHABLE if the cluster is unreachable; the caller can retry later. */
async function connect(pool: ClusterPool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw databaseErrorOf(error) ?? error;
  }
}

function beginStatement(options: TenantTransactionOptions): string {
  const isolation = options.isolation === 'repeatable read' ? ' ISOLATION LEVEL REPEATABLE READ' : '';
  return `BEGIN${isolation}${options.readOnly === true ? ` READ ONLY; ${interactiveSettings}` : ''}`;
}

function drizzleOn(client: PoolClient): TenantDatabase {
  const dialect = new PgDialect();
  return new NodePgTransaction(dialect, new NodePgSession(client, dialect, undefined), undefined);
}

/** Throws if COMMIT rolled back: Postgres does so silently when an error in the transaction was swallowed. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') {
    throw new HoldfastError('HF_INTERNAL', {
      details: { reason: 'an error inside the transaction was swallowed' },
    });
  }
}

/** Returns the error if ROLLBACK failed: the connection must then not be used again. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

import type { MigrationTarget } from './migration-target.ts';

/** The part of pg's `PoolClient` that is used; this package does not depend on pg. */
export interface PgClientLike {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  release(error?: Error | boolean): void;
}

/** The part of pg's `Pool` that is used. */
export interface PgPoolLike {
  connect(): Promise<PgClientLike>;
}

/**
 * Makes a Postgres server migratable.
 * @param pool a pool whose login may create and alter the schema
 */
export function pgMigrationTarget(pool: PgPoolLike): MigrationTarget {
  return {
    shared: true,
    async transaction(fn) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN');
        const result = await fn({
          run: async (statement) => {
            await client.query(statement);
          },
          rows: async (statement, parameters) => (await client.query(statement, [...parameters])).rows,
        });
        await client.query('COMMIT');
        return result;
      } catch (error) {
        broken = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

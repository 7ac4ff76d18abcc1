import type { MigrationTarget } from './migration-target.ts';

/** The part of PGlite's transaction that is used. */
export interface PgliteTransactionLike {
  exec(statement: string): Promise<unknown>;
  query(statement: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The part of PGlite that is used; this package does not depend on it outside of tests. */
export interface PgliteLike {
  transaction<Result>(fn: (transaction: PgliteTransactionLike) => Promise<Result>): Promise<Result>;
}

/**
 * Makes a replica's PGlite migratable.
 * @param database an open PGlite; this process is its only user
 */
export function pgliteMigrationTarget(database: PgliteLike): MigrationTarget {
  return {
    shared: false,
    transaction: (fn) =>
      database.transaction((transaction) =>
        fn({
          run: async (statement) => {
            await transaction.exec(statement);
          },
          rows: async (statement, parameters) =>
            (await transaction.query(statement, [...parameters])).rows as Record<string, unknown>[],
        }),
      ),
  };
}

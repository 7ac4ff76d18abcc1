/** Runs SQL inside one open transaction. */
export interface MigrationSession {
  /** Runs one statement without parameters. */
  run(statement: string): Promise<void>;
  /** Runs one statement with parameters and returns its rows. */
  rows(statement: string, parameters: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

/** Anything that can hold a migrated schema: a Postgres server or a PGlite of a replica. */
export interface MigrationTarget {
  /** Whether others may migrate the same schema at the same time, so that a lock is needed. */
  readonly shared: boolean;
  /** Commits when `fn` resolves, rolls back when it throws. */
  transaction<Result>(fn: (session: MigrationSession) => Promise<Result>): Promise<Result>;
}

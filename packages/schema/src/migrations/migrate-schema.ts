import { HoldfastError } from '../errors/holdfast-error.ts';
import { pendingMigrations, readAppliedMigrations } from './applied-migrations.ts';
import type { Migration } from './migration.ts';
import type { MigrationSession, MigrationTarget } from './migration-target.ts';

/** What to migrate, and how. */
export interface MigrateSchemaOptions {
  readonly schemaName: string;
  /** All migrations that this version knows, oldest first. */
  readonly migrations: readonly Migration[];
  /**
   * `each` (default): one transaction for each migration, so that a failure keeps those before it.
   * `all`: one transaction for all of them, so that a replica is never between two versions.
   */
  readonly transactions?: 'each' | 'all';
}

/** What a run has done. */
export interface MigrateSchemaResult {
  /** The names of the migrations that this run applied; empty if the schema was current. */
  readonly applied: readonly string[];
  /** The version that the schema has now. */
  readonly version: number;
}

/**
 * Brings one schema to the newest version. Safe to run again at any time and from several processes at once: an
 * advisory lock lets one of them work, the others find nothing left to do. The schema is created if it is missing.
 * @param target where the schema lives
 * @param options the schema and its history
 * @throws HF_MIGRATION_FAILED (the failing migration undone, those before it kept), HF_MIGRATION_EDITED,
 *   HF_MIGRATION_UNKNOWN
 */
export async function migrateSchema(
  target: MigrationTarget,
  options: MigrateSchemaOptions,
): Promise<MigrateSchemaResult> {
  assertPlainName(options.schemaName);
  const limit = options.transactions === 'all' ? Number.POSITIVE_INFINITY : 1;
  const applied: string[] = [];
  for (;;) {
    const names = await target.transaction(async (session) => {
      await prepare(session, target, options.schemaName);
      return await applyPending(session, options, limit);
    });
    applied.push(...names);
    if (names.length < limit) break;
  }
  return { applied, version: options.migrations.at(-1)?.version ?? 0 };
}

/** Takes the lock first: everything after it sees what another migrator has committed. */
async function prepare(
  session: MigrationSession,
  target: MigrationTarget,
  schemaName: string,
): Promise<void> {
  if (target.shared) {
    await session.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `holdfast:migrate:${schemaName}`,
    ]);
    // A busy tenant must not be blocked behind our wait for its tables: give up, and go on at the next run.
    await session.run(`set local lock_timeout = '30s'`);
  }
  await session.run(`create schema if not exists "${schemaName}"`);
  await session.run(`set local search_path = "${schemaName}"`);
  await session.run(`create table if not exists "${schemaName}".schema_migrations (
    version integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now()
  )`);
}

async function applyPending(
  session: MigrationSession,
  options: MigrateSchemaOptions,
  limit: number,
): Promise<readonly string[]> {
  const applied = await readAppliedMigrations(session, options.schemaName);
  const batch = pendingMigrations(options.migrations, applied).slice(0, limit);
  for (const migration of batch) await applyMigration(session, options.schemaName, migration);
  return batch.map((migration) => migration.name);
}

async function applyMigration(
  session: MigrationSession,
  schemaName: string,
  migration: Migration,
): Promise<void> {
  for (const [index, statement] of migration.statements.entries()) {
    try {
      await session.run(statement);
    } catch (error) {
      throw new HoldfastError('HF_MIGRATION_FAILED', {
        details: {
          schemaName,
          migration: migration.name,
          statement: index + 1,
          reason: error instanceof Error ? error.message : String(error),
        },
        cause: error,
      });
    }
  }
  await session.rows(
    `insert into "${schemaName}".schema_migrations (version, name, hash) values ($1, $2, $3)`,
    [migration.version, migration.name, migration.hash],
  );
}

function assertPlainName(schemaName: string): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(schemaName)) throw new Error(`not a schema name: ${schemaName}`);
}

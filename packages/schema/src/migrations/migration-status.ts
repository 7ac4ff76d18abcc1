import { HoldfastError } from '../errors/holdfast-error.ts';
import { pendingMigrations, readAppliedMigrations } from './applied-migrations.ts';
import type { Migration } from './migration.ts';
import type { MigrationTarget } from './migration-target.ts';

/** Where a schema stands. */
export interface MigrationStatus {
  readonly state: 'current' | 'pending' | 'unknown-version' | 'edited';
  /** The newest applied version; 0 if none. */
  readonly version: number;
  /** The names of the migrations still to be applied. */
  readonly pending: readonly string[];
}

/**
 * Compares a schema with the history that this version knows. Changes nothing.
 * @param target where the schema lives
 * @param options the schema, which need not exist, and the migrations
 * @returns the state; a history that does not fit is a state here, not an error
 */
export async function readMigrationStatus(
  target: MigrationTarget,
  options: { readonly schemaName: string; readonly migrations: readonly Migration[] },
): Promise<MigrationStatus> {
  const applied = await target.transaction((session) => readAppliedMigrations(session, options.schemaName));
  const version = applied.at(-1)?.version ?? 0;
  try {
    const pending = pendingMigrations(options.migrations, applied).map((migration) => migration.name);
    return { state: pending.length === 0 ? 'current' : 'pending', version, pending };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return {
      state: error.code === 'HF_MIGRATION_EDITED' ? 'edited' : 'unknown-version',
      version,
      pending: [],
    };
  }
}

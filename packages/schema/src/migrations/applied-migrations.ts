import { z } from 'zod';

import { HoldfastError } from '../errors/holdfast-error.ts';
import type { AppliedMigration, Migration } from './migration.ts';
import type { MigrationSession } from './migration-target.ts';

const appliedRow = z.object({ version: z.coerce.number().int(), name: z.string(), hash: z.string() });

/**
 * What the schema says about itself.
 * @param session an open transaction
 * @param schemaName the schema; none of its migrations counts as applied while it has no `schema_migrations`
 * @returns the applied migrations, oldest first
 */
export async function readAppliedMigrations(
  session: MigrationSession,
  schemaName: string,
): Promise<readonly AppliedMigration[]> {
  const [found] = await session.rows('select to_regclass($1) is not null as exists', [
    `"${schemaName}".schema_migrations`,
  ]);
  if (found?.['exists'] !== true) return [];
  const rows = await session.rows(
    `select version, name, hash from "${schemaName}".schema_migrations order by version`,
    [],
  );
  return rows.map((row) => appliedRow.parse(row));
}

/**
 * What is still to be applied, after checking that what was applied is the same history.
 * @param migrations all that this version knows, oldest first
 * @param applied what the schema has, oldest first
 * @throws HF_MIGRATION_EDITED if an applied one has changed, HF_MIGRATION_UNKNOWN if the schema is of a newer version
 */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  for (const row of applied) {
    const known = migrations.find((migration) => migration.version === row.version);
    if (known === undefined)
      throw new HoldfastError('HF_MIGRATION_UNKNOWN', { details: { migration: row.name } });
    if (known.hash !== row.hash || known.name !== row.name) {
      throw new HoldfastError('HF_MIGRATION_EDITED', { details: { migration: row.name, file: known.name } });
    }
  }
  const versions = new Set(applied.map((row) => row.version));
  return migrations.filter((migration) => !versions.has(migration.version));
}

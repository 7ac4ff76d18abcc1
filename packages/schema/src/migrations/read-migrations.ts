import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Migration } from './migration.ts';
import { parseMigrations } from './parse-migrations.ts';

/** The three histories: what is above tenants, one tenant, one replica. */
export type MigrationSet = 'landlord' | 'tenant' | 'replica';

/**
 * Reads a folder that drizzle-kit wrote.
 * @param folder absolute path of the folder that holds `meta/_journal.json` and the SQL files
 * @throws the file system's error if a file is missing, ZodError if the journal is damaged
 */
export function readMigrationFolder(folder: string): readonly Migration[] {
  const journal = readFileSync(join(folder, 'meta', '_journal.json'), 'utf8');
  return parseMigrations(journal, (tag) => readFileSync(join(folder, `${tag}.sql`), 'utf8'));
}

/**
 * Reads one of the histories of this checkout.
 * @param set which one
 * @throws like readMigrationFolder
 */
export function readMigrations(set: MigrationSet): readonly Migration[] {
  return readMigrationFolder(fileURLToPath(new URL(`../../migrations/${set}`, import.meta.url)));
}

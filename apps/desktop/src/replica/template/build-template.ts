import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openReplicaDatabase } from '../database/replica-database.ts';
import { templateAt } from '../database/replica-directory.ts';

/** Builds the template that the app ships. Called by the build, while no process reads the directory. */
async function buildTemplate(directory: string): Promise<void> {
  const partial = `${directory}.building-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await writeTemplate(partial);
  await rm(directory, { recursive: true, force: true });
  await rename(partial, directory);
}

/**
 * Writes an initialized and migrated database, and the migrations for older databases. PGlite takes seconds to
 * initialize a database; a copy takes a fraction of a second.
 * @param directory must not exist yet
 */
export async function writeTemplate(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const template = templateAt(directory);
  await cp(migrationsOfThisCheckout(), template.migrationsDirectory, { recursive: true });
  const { database } = await openReplicaDatabase(template.databaseDirectory, template);
  await database.close();
}

function migrationsOfThisCheckout(): string {
  return fileURLToPath(new URL('../../../../../packages/schema/migrations/replica', import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const directory = process.argv[2];
  if (directory === undefined) throw new Error('usage: node build-template.ts <directory>');
  await buildTemplate(directory);
}

import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openReplicaDatabase } from '../database/replica-database.ts';
import { templateAt } from '../database/replica-directory.ts';

/**
 * Writes the template that the app ships: a database that is initialised and migrated already (PGlite needs seconds
 * for that, a copy a fraction of one), and the migrations for databases that are older.
 * @param directory replaced as a whole
 */
export async function buildTemplate(directory: string): Promise<void> {
  const partial = `${directory}.building-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(dirname(directory), { recursive: true });
  const template = templateAt(partial);
  await cp(migrationsOfThisCheckout(), template.migrationsDirectory, { recursive: true });
  const { database } = await openReplicaDatabase(template.databaseDirectory, template);
  await database.close();
  await rm(directory, { recursive: true, force: true });
  await rename(partial, directory);
}

function migrationsOfThisCheckout(): string {
  return fileURLToPath(new URL('../../../../../packages/schema/migrations/replica', import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const directory = process.argv[2];
  if (directory === undefined) throw new Error('usage: node build-template.ts <directory>');
  await buildTemplate(directory);
}

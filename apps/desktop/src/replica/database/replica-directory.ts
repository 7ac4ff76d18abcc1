import { mkdir, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { copyDirectory } from './copy-directory.ts';

/** The initialized database and the migrations that ship with the app. */
export interface Template {
  readonly databaseDirectory: string;
  readonly migrationsDirectory: string;
}

export function templateAt(directory: string): Template {
  return {
    databaseDirectory: join(directory, 'database'),
    migrationsDirectory: join(directory, 'migrations'),
  };
}

/** Copies the template to `directory` unless that exists. If it is interrupted, the next call starts again. */
export async function createFromTemplate(directory: string, template: Template): Promise<void> {
  if (await exists(directory)) return;
  const partial = `${directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(dirname(directory), { recursive: true });
  // Without a template PGlite initializes the directory itself, which takes seconds.
  if (await exists(template.databaseDirectory)) await copyDirectory(template.databaseDirectory, partial);
  else await mkdir(partial);
  await rename(partial, directory);
}

/** Renames a directory that does not open, so that it can be examined. Only the newest such directory is kept. */
export async function quarantineDirectory(directory: string, now: Date): Promise<string> {
  const prefix = `${basename(directory)}.corrupt-`;
  for (const name of await readdir(dirname(directory))) {
    if (name.startsWith(prefix)) await rm(join(dirname(directory), name), { recursive: true, force: true });
  }
  const aside = `${directory}.corrupt-${now.toISOString().replaceAll(':', '-')}`;
  await rename(directory, aside);
  return aside;
}

/** Call when a read or write met damage: the database is then quarantined the next time it is opened. */
export async function markDamaged(directory: string): Promise<void> {
  await writeFile(damageMark(directory), '');
}

/** Returns true if the database was marked as damaged, and removes the mark. */
export async function consumeDamageMark(directory: string): Promise<boolean> {
  if (!(await exists(damageMark(directory)))) return false;
  await rm(damageMark(directory), { force: true });
  return true;
}

/** True if less than 1 MiB is free: then Postgres can fail to start. */
export async function hasNoSpace(directory: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(directory));
  return bavail * bsize < minFreeBytes;
}

const minFreeBytes = 1024 * 1024;

function damageMark(directory: string): string {
  return `${directory}.damaged`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

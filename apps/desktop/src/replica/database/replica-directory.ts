import { mkdir, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { copyDirectory } from './copy-directory.ts';

/** The pre-initialised database and the migrations that ship with the app. */
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

/** Puts a copy of the template at `directory` unless there is something already. Interrupted, it begins anew. */
export async function createFromTemplate(directory: string, template: Template): Promise<void> {
  if (await exists(directory)) return;
  const partial = `${directory}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(dirname(directory), { recursive: true });
  // Without a template PGlite initialises the directory itself, which takes seconds.
  if (await exists(template.databaseDirectory)) await copyDirectory(template.databaseDirectory, partial);
  else await mkdir(partial);
  await rename(partial, directory);
}

/** Keeps a directory that does not open for whoever wants to look at it; only the newest such copy is kept. */
export async function setAsideDirectory(directory: string, now: Date): Promise<string> {
  const prefix = `${basename(directory)}.corrupt-`;
  for (const name of await readdir(dirname(directory))) {
    if (name.startsWith(prefix)) await rm(join(dirname(directory), name), { recursive: true, force: true });
  }
  const aside = `${directory}.corrupt-${now.toISOString().replaceAll(':', '-')}`;
  await rename(directory, aside);
  return aside;
}

/** To be set aside when it is opened next: it opened, but reading or writing met damage. */
export async function markDamaged(directory: string): Promise<void> {
  await writeFile(damageMark(directory), '');
}

/** Whether it was marked; asking takes the mark off. */
export async function takeDamageMark(directory: string): Promise<boolean> {
  if (!(await exists(damageMark(directory)))) return false;
  await rm(damageMark(directory), { force: true });
  return true;
}

/** Whether so little space is left that Postgres may not even start. */
export async function hasNoSpace(directory: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(directory));
  return bavail * bsize < leastFreeBytes;
}

const leastFreeBytes = 1024 * 1024;

function damageMark(directory: string): string {
  return `${directory}.damaged`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

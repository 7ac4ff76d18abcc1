import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import { writeTemplate } from '@holdfast/desktop/replica/template/build-template';
import { buildOnce } from './build-once.ts';

let template: Promise<string> | undefined;

/** Returns the template of this checkout's migrations and PGlite version. The processes of a test run share it. */
export function testTemplateDirectory(): Promise<string> {
  template ??= findOrBuild();
  return template;
}

async function findOrBuild(): Promise<string> {
  const directory = join(tmpdir(), `holdfast-test-template-${templateHash()}`);
  if (!(await isThere(directory))) await buildOnce(directory, writeTemplate);
  return directory;
}

function templateHash(): string {
  const hash = createHash('sha256');
  // The path of a package installed by pnpm contains its version.
  hash.update(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  for (const migration of readMigrations('replica')) hash.update(migration.hash);
  return hash.digest('hex').slice(0, 12);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

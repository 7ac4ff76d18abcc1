import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import { buildTemplate } from '@holdfast/desktop/replica/template/build-template';

/** The template of this checkout's migrations, built once for all test runs. */
export async function testTemplateDirectory(): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of readMigrations('replica')) hash.update(migration.hash);
  const directory = join(tmpdir(), `holdfast-test-template-${hash.digest('hex').slice(0, 12)}`);
  if (await isThere(directory)) return directory;
  try {
    await buildTemplate(directory);
  } catch (error) {
    // Another test file may have put its own there first.
    if (!(await isThere(directory))) throw error;
  }
  return directory;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

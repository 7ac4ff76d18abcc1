import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { removeDataDirectory } from '../../apps/sync-server/src/embedded-postgres/data-directory.ts';
import { stopUnownedPostgres } from '../../apps/sync-server/src/embedded-postgres/orphaned-postgres.ts';
import { startEmbeddedPostgres } from '../../apps/sync-server/src/embedded-postgres/start-embedded-postgres.ts';
import { abandonedRunDirectories } from './run-directory.ts';

/** Starts one Postgres per run, with its own folder and port, so that concurrent runs do not interfere. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandonedRuns();
  const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-test-postgres-'));
  const postgres = await startEmbeddedPostgres({
    stateDirectory,
    // Durability is not needed: the data is deleted after the run.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  process.env['HOLDFAST_TEST_DATABASE_URL'] = postgres.url;
  project.provide('databaseUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await removeDataDirectory(stateDirectory);
  };
}

/** Stops Postgres and removes the directories of killed runs. */
async function removeAbandonedRuns(): Promise<void> {
  for (const directory of abandonedRunDirectories()) {
    for (const name of await readdir(directory)) {
      const stateDirectory = join(directory, name);
      if (await stopUnownedPostgres(stateDirectory)) await removeDataDirectory(stateDirectory);
    }
    await rm(directory, { recursive: true, force: true });
  }
}

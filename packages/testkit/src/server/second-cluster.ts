import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clusters } from '@holdfast/schema/landlord/clusters';

import type { LandlordPool } from '@holdfast/sync-server/db/cluster-pools';
import { landlordDatabase } from '@holdfast/sync-server/db/landlord-database';
import { removeDataDirectory } from '@holdfast/sync-server/embedded-postgres/data-directory';
import { startEmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';

export const secondUrlSetting = 'HOLDFAST_CLUSTER_SECOND_URL';

/** A second Postgres server, with its own system identifier, transaction ids and roles. */
export interface SecondCluster {
  readonly databaseUrl: string;
  readonly pool: LandlordPool;
  /** Registers it with a landlord as cluster `second`. */
  join(database: TestDatabase): Promise<void>;
  stop(): Promise<void>;
}

/** Takes seconds: start it once per test file. */
export async function startSecondCluster(): Promise<SecondCluster> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-test-postgres-'));
  const postgres = await startEmbeddedPostgres({
    stateDirectory,
    settings: { fsync: 'off', full_page_writes: 'off' },
  });
  // The login has only the rights that the operations guide requires.
  const { databaseUrl, pool } = await createTestDatabase(postgres.url);
  return {
    databaseUrl,
    pool,
    join: async (database) => {
      await landlordDatabase(database.pool)
        .insert(clusters)
        .values({ name: 'second', urlSetting: secondUrlSetting });
      database.clusterUrls[secondUrlSetting] = databaseUrl;
    },
    stop: async () => {
      await pool.end();
      await postgres.stop();
      await removeDataDirectory(stateDirectory);
    },
  };
}

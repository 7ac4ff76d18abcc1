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

/** Another Postgres, with another system identifier, other transaction ids and other roles. */
export interface SecondCluster {
  readonly databaseUrl: string;
  readonly pool: LandlordPool;
  /** Makes it known to a landlord, as cluster `second`. */
  join(database: TestDatabase): Promise<void>;
  stop(): Promise<void>;
}

/** Takes seconds: start it once in a test file. */
export async function startSecondCluster(): Promise<SecondCluster> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-test-postgres-'));
  const postgres = await startEmbeddedPostgres({
    stateDirectory,
    settings: { fsync: 'off', full_page_writes: 'off' },
  });
  // With a login that has no more rights than the operations guide asks for.
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

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clusters } from '@holdfast/schema/landlord/clusters';
import type { Pool } from 'pg';

import { ClusterPools, setClusterPools } from '@holdfast/sync-server/db/cluster-pools';
import { createPool } from '@holdfast/sync-server/db/create-pool';
import { landlordDatabase } from '@holdfast/sync-server/db/landlord-database';
import { removeDataDirectory } from '@holdfast/sync-server/embedded-postgres/data-directory';
import { startEmbeddedPostgres } from '@holdfast/sync-server/embedded-postgres/start-embedded-postgres';
import { createTestDatabase } from './test-database.ts';

export const secondUrlSetting = 'HOLDFAST_CLUSTER_SECOND_URL';

/** Another Postgres, with another system identifier, other transaction ids and other roles. */
export interface SecondCluster {
  readonly databaseUrl: string;
  readonly pool: Pool;
  /** Makes it known to a landlord, as cluster `second`. */
  join(landlord: Pool): Promise<void>;
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
  const opened: ClusterPools[] = [];
  return {
    databaseUrl,
    pool,
    join: async (landlord) => {
      await landlordDatabase(landlord)
        .insert(clusters)
        .values({ name: 'second', urlSetting: secondUrlSetting });
      const pools = new ClusterPools({
        urls: { [secondUrlSetting]: databaseUrl },
        open: (url) => createPool({ databaseUrl: url }),
      });
      setClusterPools(landlord, pools);
      opened.push(pools);
    },
    stop: async () => {
      await Promise.all(opened.map((pools) => pools.end()));
      await pool.end();
      await postgres.stop();
      await removeDataDirectory(stateDirectory);
    },
  };
}

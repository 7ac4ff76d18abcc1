import type { Pool } from 'pg';

import { assertPostgres } from '../db/assert-postgres.ts';
import { listClusters } from '../db/cluster-directory.ts';
import { poolOf } from '../db/cluster-pools.ts';
import { listTenants } from '../db/tenant-directory.ts';

export interface ClusterOverview {
  readonly name: string;
  readonly urlSetting: string;
  readonly tenants: number;
  /** Of its Postgres; null while this process cannot reach it. */
  readonly version: string | null;
}

/** The clusters, how many tenants each holds, and whether they answer. */
export async function clusterOverview(pool: Pool): Promise<readonly ClusterOverview[]> {
  const tenants = await listTenants(pool);
  return await Promise.all(
    (await listClusters(pool)).map(async (cluster) => ({
      name: cluster.cluster,
      urlSetting: cluster.urlSetting,
      tenants: tenants.filter((tenant) => tenant.clusterId === cluster.id).length,
      version: await readVersion(() => poolOf(pool, cluster)),
    })),
  );
}

async function readVersion(own: () => Pool): Promise<string | null> {
  try {
    return await assertPostgres(own());
  } catch {
    return null;
  }
}

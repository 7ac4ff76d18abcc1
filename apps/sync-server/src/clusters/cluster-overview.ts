import { assertPostgres } from '../db/assert-postgres.ts';
import { listClusters } from '../db/cluster-directory.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { ClusterPool } from '../db/cluster-pool.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { listTenants } from '../db/tenant-directory.ts';

export interface ClusterOverview {
  readonly name: string;
  readonly urlSetting: string;
  readonly tenants: number;
  /** Postgres version; null if this process cannot reach the cluster. */
  readonly version: string | null;
}

/** Lists the clusters with their number of tenants and their Postgres version. */
export async function clusterOverview(pool: LandlordPool): Promise<readonly ClusterOverview[]> {
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

async function readVersion(getPool: () => ClusterPool): Promise<string | null> {
  try {
    return await assertPostgres(getPool());
  } catch {
    return null;
  }
}

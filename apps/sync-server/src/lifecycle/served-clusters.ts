import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { listClusters } from '../db/cluster-directory.ts';
import type { Cluster } from '../db/cluster-directory.ts';
import type { ClusterPool } from '../db/cluster-pool.ts';
import { defaultUrlSetting, poolOf } from '../db/cluster-pools.ts';
import type { ServerContext } from './server-context.ts';

/** A cluster whose tenants this process serves. */
export interface ServedCluster extends Cluster {
  readonly databaseUrl: string;
  readonly pool: ClusterPool;
  /** True for the cluster with the landlord schema. */
  readonly isDefault: boolean;
}

/** All clusters in the landlord's table. Throws HF_CLUSTER_URL_MISSING if the settings have no URL for one of them. */
export async function findServedClusters({
  pool,
  settings,
}: Pick<ServerContext, 'pool' | 'settings'>): Promise<readonly ServedCluster[]> {
  const clusters = await listClusters(pool);
  return clusters.map((cluster) => {
    const isDefault = cluster.urlSetting === defaultUrlSetting;
    const databaseUrl = isDefault ? settings.databaseUrl : settings.clusterUrls[cluster.urlSetting];
    if (databaseUrl === undefined) {
      throw new HoldfastError('HF_CLUSTER_URL_MISSING', {
        details: { cluster: cluster.cluster, setting: cluster.urlSetting },
      });
    }
    return { ...cluster, databaseUrl, pool: poolOf(pool, cluster), isDefault };
  });
}

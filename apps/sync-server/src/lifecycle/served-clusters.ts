import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

import { listClusters } from '../db/cluster-directory.ts';
import type { Cluster } from '../db/cluster-directory.ts';
import { defaultUrlSetting, poolOf } from '../db/cluster-pools.ts';
import { tickPoolOf } from '../db/tick-pool.ts';
import type { ServerContext } from './server-context.ts';

/** A cluster whose tenants this process serves. */
export interface ServedCluster extends Cluster {
  readonly databaseUrl: string;
  readonly pool: Pool;
  readonly tickPool: Pool;
  /** Whether the landlord lives in it. */
  readonly isDefault: boolean;
}

/** All that the landlord knows, as of this start; throws HF_CLUSTER_URL_MISSING for one that the settings do not name. */
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
    const own = poolOf(pool, cluster);
    return { ...cluster, databaseUrl, pool: own, tickPool: tickPoolOf(own), isDefault };
  });
}

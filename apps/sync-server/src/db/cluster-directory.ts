import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { clusters } from '@holdfast/schema/landlord/clusters';
import { asc, eq } from 'drizzle-orm';
import type { Pool } from 'pg';

import { landlordDatabase } from './landlord-database.ts';

/** A Postgres cluster in the landlord's table. */
export interface Cluster {
  readonly id: number;
  /** Name of the cluster. */
  readonly cluster: string;
  readonly urlSetting: string;
}

const columns = { id: clusters.id, cluster: clusters.name, urlSetting: clusters.urlSetting };

export function listClusters(pool: Pool): Promise<Cluster[]> {
  return landlordDatabase(pool).select(columns).from(clusters).orderBy(asc(clusters.id));
}

/** Throws HF_CLUSTER_UNKNOWN. */
export async function findCluster(pool: Pool, name: string): Promise<Cluster> {
  const [found] = await landlordDatabase(pool).select(columns).from(clusters).where(eq(clusters.name, name));
  if (found === undefined) throw new HoldfastError('HF_CLUSTER_UNKNOWN', { details: { cluster: name } });
  return found;
}

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { clusters } from '@holdfast/schema/landlord/clusters';

import { isClusterUrlSetting } from '../config/cluster-urls.ts';
import { assertPostgres } from '../db/assert-postgres.ts';
import { assertRights } from '../db/assert-rights.ts';
import { recordAudit } from '../db/audit.ts';
import { findCluster } from '../db/cluster-directory.ts';
import type { Cluster } from '../db/cluster-directory.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { landlordDatabase } from '../db/landlord-database.ts';

const namePattern = /^[a-z][a-z0-9_-]{0,40}$/;

export interface AddClusterInput {
  readonly name: string;
  /** Name of the environment variable that holds the cluster's URL. The URL itself is not stored in the landlord. */
  readonly urlSetting: string;
  readonly actor: string;
}

/**
 * Registers a Postgres cluster after checking that it is reachable and grants the required rights. Throws
 * HF_INVALID_INPUT, HF_ALREADY_EXISTS, HF_CLUSTER_URL_MISSING, or the error of the failed check.
 */
export async function addCluster(
  pool: LandlordPool,
  { name, urlSetting, actor }: AddClusterInput,
): Promise<Cluster> {
  if (!namePattern.test(name)) {
    throw invalid('name', 'a lower-case letter, then up to 40 letters, digits, hyphens or underscores');
  }
  if (!isClusterUrlSetting(urlSetting)) throw invalid('url-setting', 'HOLDFAST_CLUSTER_<NAME>_URL');
  const clusterPool = poolOf(pool, { cluster: name, urlSetting });
  await assertPostgres(clusterPool);
  await assertRights(clusterPool);
  const inserted = await landlordDatabase(pool)
    .insert(clusters)
    .values({ name, urlSetting })
    .onConflictDoNothing({ target: clusters.name })
    .returning();
  if (inserted.length === 0) throw new HoldfastError('HF_ALREADY_EXISTS', { details: { cluster: name } });
  await recordAudit(pool, {
    actor,
    action: 'cluster.add',
    tenantId: null,
    details: { cluster: name, urlSetting },
  });
  return await findCluster(pool, name);
}

function invalid(field: string, expected: string): HoldfastError {
  return new HoldfastError('HF_INVALID_INPUT', { details: { field, expected } });
}

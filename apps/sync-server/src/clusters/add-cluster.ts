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
  /** The environment variable that holds its URL; the landlord never sees the URL itself. */
  readonly urlSetting: string;
  readonly actor: string;
}

/**
 * Makes a Postgres cluster known, once it has been seen to answer and to give the rights that are needed.
 * Throws HF_INVALID_INPUT, HF_ALREADY_EXISTS, HF_CLUSTER_URL_MISSING and what keeps that Postgres from being used.
 */
export async function addCluster(
  pool: LandlordPool,
  { name, urlSetting, actor }: AddClusterInput,
): Promise<Cluster> {
  if (!namePattern.test(name)) {
    throw invalid('name', 'a lower-case letter, then up to 40 letters, digits, hyphens or underscores');
  }
  if (!isClusterUrlSetting(urlSetting)) throw invalid('url-setting', 'HOLDFAST_CLUSTER_<NAME>_URL');
  const own = poolOf(pool, { cluster: name, urlSetting });
  await assertPostgres(own);
  await assertRights(own);
  const made = await landlordDatabase(pool)
    .insert(clusters)
    .values({ name, urlSetting })
    .onConflictDoNothing({ target: clusters.name })
    .returning();
  if (made.length === 0) throw new HoldfastError('HF_ALREADY_EXISTS', { details: { cluster: name } });
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

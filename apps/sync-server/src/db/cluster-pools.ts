import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

/** The setting of the default cluster, in which the landlord lives too. */
export const defaultUrlSetting = 'HOLDFAST_DATABASE_URL';

/** Which Postgres holds a tenant: the name of its cluster, and of the setting with the cluster's URL. */
export interface Placement {
  readonly cluster: string;
  readonly urlSetting: string;
}

export interface ClusterPoolsOptions {
  /** The URLs of the further clusters by the names of their settings. */
  readonly urls: Readonly<Record<string, string>>;
  readonly open: (databaseUrl: string) => Pool;
}

/** The pools of the clusters beside the default one, each opened when it is first needed. */
export class ClusterPools {
  readonly #options: ClusterPoolsOptions;
  readonly #pools = new Map<string, Pool>();

  constructor(options: ClusterPoolsOptions) {
    this.#options = options;
  }

  /** Throws HF_CLUSTER_URL_MISSING for a cluster that the settings of this process do not name. */
  of({ cluster, urlSetting }: Placement): Pool {
    const known = this.#pools.get(urlSetting);
    if (known !== undefined) return known;
    const url = this.#options.urls[urlSetting];
    if (url === undefined) {
      throw new HoldfastError('HF_CLUSTER_URL_MISSING', { details: { cluster, setting: urlSetting } });
    }
    const pool = this.#options.open(url);
    this.#pools.set(urlSetting, pool);
    return pool;
  }

  async end(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }
}

const poolsBesideLandlords = new WeakMap<Pool, ClusterPools>();

/** From now on tenants that the landlord on this pool has placed elsewhere are reached through these. */
export function setClusterPools(landlord: Pool, pools: ClusterPools): void {
  poolsBesideLandlords.set(landlord, pools);
}

/**
 * The pool of the cluster that holds a tenant.
 * @param landlord the pool on which the tenant was looked up
 */
export function poolOf(landlord: Pool, placement: Placement): Pool {
  if (placement.urlSetting === defaultUrlSetting) return landlord;
  const pools = poolsBesideLandlords.get(landlord) ?? noFurtherClusters;
  return pools.of(placement);
}

const noFurtherClusters = new ClusterPools({
  urls: {},
  open: () => {
    throw new Error('there is no URL to open');
  },
});

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { PoolConfig } from 'pg';

import { ClusterPool } from './cluster-pool.ts';

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
  readonly open: (databaseUrl: string) => ClusterPool;
}

/** The pools of the clusters beside the default one, each opened when it is first needed. */
export class ClusterPools {
  readonly #options: ClusterPoolsOptions;
  readonly #pools = new Map<string, ClusterPool>();

  constructor(options: ClusterPoolsOptions) {
    this.#options = options;
  }

  /** Throws HF_CLUSTER_URL_MISSING for a cluster that the settings of this process do not name. */
  of({ cluster, urlSetting }: Placement): ClusterPool {
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

/** The pool of the default cluster, where the landlord lives, and the way to the pools of the further clusters. */
export class LandlordPool extends ClusterPool {
  readonly furtherClusters: ClusterPools;

  constructor(config: PoolConfig, furtherClusters: ClusterPools, tickPool?: ClusterPool) {
    super(config, tickPool);
    this.furtherClusters = furtherClusters;
  }

  override async end(): Promise<void> {
    await Promise.all([super.end(), this.furtherClusters.end()]);
  }
}

/** The pool of the cluster that holds a tenant. */
export function poolOf(landlord: LandlordPool, placement: Placement): ClusterPool {
  return placement.urlSetting === defaultUrlSetting ? landlord : landlord.furtherClusters.of(placement);
}

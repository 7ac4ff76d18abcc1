import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { PoolConfig } from 'pg';

import { ClusterPool } from './cluster-pool.ts';

/** Setting with the URL of the default cluster, which contains the landlord schema. */
export const defaultUrlSetting = 'HOLDFAST_DATABASE_URL';

/** The cluster that holds a tenant: the cluster's name, and the name of the setting with its URL. */
export interface Placement {
  readonly cluster: string;
  readonly urlSetting: string;
}

export interface ClusterPoolsOptions {
  /** URLs of the further clusters, by name of their setting. */
  readonly urls: Readonly<Record<string, string>>;
  readonly open: (databaseUrl: string) => ClusterPool;
}

/** Pools of the further clusters, each opened on first use. */
export class ClusterPools {
  readonly #options: ClusterPoolsOptions;
  readonly #pools = new Map<string, ClusterPool>();

  constructor(options: ClusterPoolsOptions) {
    this.#options = options;
  }

  /** Throws HF_CLUSTER_URL_MISSING if the settings of this process have no URL for the cluster. */
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

/** The pool of the default cluster, with the landlord schema, and the pools of the further clusters. */
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

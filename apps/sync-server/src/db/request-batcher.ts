import { setTimeout as delay } from 'node:timers/promises';

import type { ClusterPool } from './cluster-pool.ts';

/** A schema in a cluster: a tenant's, or the landlord's for requests about the landlord. */
export interface BatchTarget {
  readonly pool: ClusterPool;
  readonly schemaName: string;
}

export type BatchHandler<Key, Result> = (
  target: BatchTarget,
  keys: readonly Key[],
) => Promise<ReadonlyMap<Key, Result>>;

interface QueuedRequest<Key, Result> {
  readonly key: Key;
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Maximum requests per batch. All of them resume in the same event-loop turn; more would delay live sessions. */
const maxBatchSize = 25;
/**
 * Delay before the next batch, so that it collects more requests and leaves time to live sessions. A request that finds
 * no running batch does not wait.
 */
const batchDelayMs = 25;

/**
 * Runs concurrent requests of the same kind in one transaction instead of one each, for example when thousands of devices
 * reconnect. Each target has at most one running batch; later requests are in the next one. So no result is older than
 * its request, and a reconnect storm uses one connection.
 */
export class RequestBatcher<Key, Result> {
  readonly #work: BatchHandler<Key, Result>;
  readonly #waiting = new WeakMap<ClusterPool, Map<string, QueuedRequest<Key, Result>[]>>();

  constructor(work: BatchHandler<Key, Result>) {
    this.#work = work;
  }

  /** Resolves with undefined if the handler has no result for the key. */
  request(target: BatchTarget, key: Key): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      const queues = this.#queuesOf(target.pool);
      const waiting = queues.get(target.schemaName);
      if (waiting === undefined) void this.#run(target, [{ key, resolve, reject }]);
      else waiting.push({ key, resolve, reject });
    });
  }

  async #run(target: BatchTarget, waiting: QueuedRequest<Key, Result>[]): Promise<void> {
    const queues = this.#queuesOf(target.pool).set(target.schemaName, waiting);
    for (
      let batch = waiting.splice(0, maxBatchSize);
      batch.length > 0;
      batch = waiting.splice(0, maxBatchSize)
    ) {
      try {
        const results = await this.#work(target, [...new Set(batch.map(({ key }) => key))]);
        for (const { key, resolve } of batch) resolve(results.get(key));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (batch.length > 1 || waiting.length > 1) await delay(batchDelayMs);
    }
    queues.delete(target.schemaName);
  }

  #queuesOf(pool: ClusterPool): Map<string, QueuedRequest<Key, Result>[]> {
    const known = this.#waiting.get(pool) ?? new Map<string, QueuedRequest<Key, Result>[]>();
    this.#waiting.set(pool, known);
    return known;
  }
}

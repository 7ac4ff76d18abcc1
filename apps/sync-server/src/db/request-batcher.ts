import { setTimeout as delay } from 'node:timers/promises';

import type { ClusterPool } from './cluster-pool.ts';

/** A schema and the pool of its cluster: a tenant's, or the landlord's for landlord data. */
export interface BatchTarget {
  readonly pool: ClusterPool;
  readonly schemaName: string;
}

export type BatchHandler<Key, Answer> = (
  target: BatchTarget,
  keys: readonly Key[],
) => Promise<ReadonlyMap<Key, Answer>>;

interface QueuedRequest<Key, Answer> {
  readonly key: Key;
  readonly resolve: (answer: Answer | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Keys per batch. All its callers continue in the same turn of the event loop; more would delay live sessions. */
const maxBatchSize = 25;
/**
 * Batching delay, in milliseconds. It applies only while another batch ran a moment ago: fewer statements, and time for
 * live sessions.
 */
const batchDelayMs = 25;

/**
 * Merges concurrent lookups of one kind into one statement (D6.4), for example when thousands of devices reconnect. One
 * batch per target runs at a time; requests that arrive during it share the next batch. So no result is older than its
 * request, and a reconnect storm uses one connection per target and leaves the others to live sessions.
 */
export class RequestBatcher<Key, Answer> {
  readonly #work: BatchHandler<Key, Answer>;
  readonly #waiting = new WeakMap<ClusterPool, Map<string, QueuedRequest<Key, Answer>[]>>();

  constructor(work: BatchHandler<Key, Answer>) {
    this.#work = work;
  }

  /** Resolves to the key's value, or to undefined if the handler returns none. Rejects if the batch fails. */
  request(target: BatchTarget, key: Key): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const places = this.#placesOn(target.pool);
      const waiting = places.get(target.schemaName);
      if (waiting === undefined) void this.#run(target, [{ key, resolve, reject }]);
      else waiting.push({ key, resolve, reject });
    });
  }

  async #run(target: BatchTarget, waiting: QueuedRequest<Key, Answer>[]): Promise<void> {
    const places = this.#placesOn(target.pool).set(target.schemaName, waiting);
    for (
      let batch = waiting.splice(0, maxBatchSize);
      batch.length > 0;
      batch = waiting.splice(0, maxBatchSize)
    ) {
      try {
        const values = await this.#work(target, [...new Set(batch.map(({ key }) => key))]);
        for (const { key, resolve } of batch) resolve(values.get(key));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (batch.length > 1 || waiting.length > 1) await delay(batchDelayMs);
    }
    places.delete(target.schemaName);
  }

  #placesOn(pool: ClusterPool): Map<string, QueuedRequest<Key, Answer>[]> {
    const known = this.#waiting.get(pool) ?? new Map<string, QueuedRequest<Key, Answer>[]>();
    this.#waiting.set(pool, known);
    return known;
  }
}

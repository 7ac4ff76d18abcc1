import { setTimeout as delay } from 'node:timers/promises';

import type { ClusterPool } from './cluster-pool.ts';

/** A tenant where it lives; for what is the landlord's, the landlord's own schema. */
export interface BatchTarget {
  readonly pool: ClusterPool;
  readonly schemaName: string;
}

export type BatchHandler<Key, Answer> = (
  place: BatchTarget,
  keys: readonly Key[],
) => Promise<ReadonlyMap<Key, Answer>>;

interface QueuedRequest<Key, Answer> {
  readonly key: Key;
  readonly resolve: (answer: Answer | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** All of them go on in the moment of the answer; with more, whoever is live would notice. */
const maxBatchSize = 25;
/**
 * In a crowd so long is waited for more who ask: fewer statements, and time for whoever is live. Who asks when nobody else
 * has for a while never waits.
 */
const batchDelayMs = 25;

/**
 * Does for many at once what each would else do in a transaction of its own, as when thousands of devices come back: in each
 * place one piece of work is under way, and those who ask meanwhile share the next. So no answer is older than its
 * question, and a crowd takes one connection and leaves the others to those who are live.
 */
export class RequestBatcher<Key, Answer> {
  readonly #work: BatchHandler<Key, Answer>;
  readonly #waiting = new WeakMap<ClusterPool, Map<string, QueuedRequest<Key, Answer>[]>>();

  constructor(work: BatchHandler<Key, Answer>) {
    this.#work = work;
  }

  /** Undefined where the work has no answer for the key. */
  request(place: BatchTarget, key: Key): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const places = this.#placesOn(place.pool);
      const waiting = places.get(place.schemaName);
      if (waiting === undefined) void this.#run(place, [{ key, resolve, reject }]);
      else waiting.push({ key, resolve, reject });
    });
  }

  async #run(place: BatchTarget, waiting: QueuedRequest<Key, Answer>[]): Promise<void> {
    const places = this.#placesOn(place.pool).set(place.schemaName, waiting);
    for (
      let batch = waiting.splice(0, maxBatchSize);
      batch.length > 0;
      batch = waiting.splice(0, maxBatchSize)
    ) {
      try {
        const answers = await this.#work(place, [...new Set(batch.map(({ key }) => key))]);
        for (const { key, resolve } of batch) resolve(answers.get(key));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (batch.length > 1 || waiting.length > 1) await delay(batchDelayMs);
    }
    places.delete(place.schemaName);
  }

  #placesOn(pool: ClusterPool): Map<string, QueuedRequest<Key, Answer>[]> {
    const known = this.#waiting.get(pool) ?? new Map<string, QueuedRequest<Key, Answer>[]>();
    this.#waiting.set(pool, known);
    return known;
  }
}

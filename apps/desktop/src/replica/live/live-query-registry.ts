import { concerns } from './change-set.ts';
import type { ChangeKey, ChangeSet } from './change-set.ts';

/** The result of a query and the keys it depends on. */
export interface QueryRun<Result> {
  readonly result: Result;
  readonly dependsOn: readonly ChangeKey[];
}

interface Subscription {
  readonly changed: (changes: ChangeSet) => void;
}

/**
 * The subscriptions to live queries. A subscription runs its query at once, and again after changes of its
 * dependencies. Changes during a run, or before the reader requests the next result, cause one further run together. A
 * run returns undefined if no account is signed in; then no result is yielded.
 */
export class LiveQueryRegistry {
  readonly #subscriptions = new Set<Subscription>();

  publish(changes: ChangeSet): void {
    if (changes.size === 0) return;
    for (const subscription of this.#subscriptions) subscription.changed(changes);
  }

  async *watch<Result>(
    run: () => Promise<QueryRun<Result> | undefined>,
    signal: AbortSignal,
  ): AsyncIterable<Result> {
    let dependsOn: readonly ChangeKey[] = ['everything'];
    let stale = true;
    // Changes during a run are checked after it, when its dependencies are known.
    let duringRun: ChangeSet[] | undefined;
    let wake = () => {};
    const subscription: Subscription = {
      changed: (changes) => {
        if (duringRun !== undefined) duringRun.push(changes);
        else if (concerns(changes, dependsOn)) stale = true;
        wake();
      },
    };
    const stop = () => wake();
    this.#subscriptions.add(subscription);
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        if (!stale) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        stale = false;
        duringRun = [];
        const latest = await run();
        dependsOn = latest?.dependsOn ?? ['session'];
        stale = duringRun.some((changes) => concerns(changes, dependsOn));
        duringRun = undefined;
        if (latest !== undefined && !signal.aborted) yield latest.result;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.#subscriptions.delete(subscription);
    }
  }
}

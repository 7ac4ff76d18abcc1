import { concerns } from './change-set.ts';
import type { ChangeKey, ChangeSet } from './change-set.ts';

/** One result of a query together with what could change it. */
export interface QueryRun<Result> {
  readonly result: Result;
  readonly dependsOn: readonly ChangeKey[];
}

interface Subscription {
  readonly changed: (changes: ChangeSet) => void;
}

/**
 * Knows who watches what. A subscription runs its query at once and again after changes that concern it; changes that
 * come while it runs, or before its reader asks for more, are gathered into one further run. A run without a result is
 * one that nobody is signed in for.
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
    /** Changes during a run are judged once it is known what the run depended on. */
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

import type { HeldScope } from '@holdfast/schema/domain/scope';

import type { Scope } from './read-scope.ts';

/** How the scope differs from what the replica holds (rule S4): a comparison of states, whatever happened in between. */
export interface ScopeChange {
  /** The agent's own, not held whole: new ones, those that came from the queue, those held by their header so far. */
  readonly enteredMine: readonly number[];
  readonly enteredQueue: readonly number[];
  /** Not held any more; one that fell back from `mine` to `queue` is here and in `enteredQueue`. */
  readonly left: readonly number[];
  readonly stayedMine: readonly number[];
  readonly stayedQueue: readonly number[];
}

export function compareScope(held: ReadonlyMap<number, HeldScope>, scope: Scope): ScopeChange {
  const change = {
    enteredMine: new Array<number>(),
    enteredQueue: new Array<number>(),
    left: new Array<number>(),
    stayedMine: new Array<number>(),
    stayedQueue: new Array<number>(),
  };
  for (const [id, now] of scope) {
    const before = held.get(id);
    if (before === now) (now === 'mine' ? change.stayedMine : change.stayedQueue).push(id);
    else {
      if (before === 'mine') change.left.push(id);
      (now === 'mine' ? change.enteredMine : change.enteredQueue).push(id);
    }
  }
  for (const id of held.keys()) {
    if (!scope.has(id)) change.left.push(id);
  }
  return change;
}

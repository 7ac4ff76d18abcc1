import type { HeldScope } from '@holdfast/schema/domain/scope';

import type { Scope } from './read-scope.ts';

/**
 * Difference between the scope and what the replica holds (rule S4). States are compared, not the events in between.
 */
export interface ScopeChange {
  /** Conversations of the agent that are not held whole yet: new ones, and those held as `queue` or `header`. */
  readonly enteredMine: readonly number[];
  readonly enteredQueue: readonly number[];
  /** No longer held. A conversation that went from `mine` to `queue` is both here and in `enteredQueue`. */
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

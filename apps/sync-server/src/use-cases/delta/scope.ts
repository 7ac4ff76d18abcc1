import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { PoolClient } from 'pg';

/** Conversation id → how much of it the agent's replica holds. */
export type Scope = ReadonlyMap<number, HeldScope>;

/**
 * What the agent may hold at this snapshot (rules S1, S2, S5): their own conversations that are not archived, and the
 * headers of those that wait for somebody.
 */
export async function readScope(client: PoolClient, userId: number): Promise<Scope> {
  const { rows } = await client.query<{ id: string; scope: HeldScope }>(
    `select id, 'mine' as scope from conversations where assigned_to = $1 and status <> 'archived'
     union all
     select id, 'queue' from conversations where assigned_to is null and status in ('new', 'open')`,
    [userId],
  );
  return new Map(rows.map((row) => [Number(row.id), row.scope]));
}

/** How the scope differs from what the replica holds (rule S4): a comparison of states, whatever happened in between. */
export interface ScopeChange {
  /** Held from now on with all rows: entered, or came from the queue. */
  readonly enteredMine: readonly number[];
  readonly enteredQueue: readonly number[];
  /** Not held any more; one that fell back from `mine` to `queue` is here and in `enteredQueue`. */
  readonly left: readonly number[];
  readonly stayedMine: readonly number[];
  readonly stayedQueue: readonly number[];
}

export function compareScope(held: Scope, scope: Scope): ScopeChange {
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

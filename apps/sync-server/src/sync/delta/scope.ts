import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { PoolClient } from 'pg';

/** How an agent may hold a conversation. */
export type AllowedScope = Exclude<HeldScope, 'header'>;

/** Conversation id → how it may be held; the newest first, the agent's own before the queue. */
export type Scope = ReadonlyMap<number, AllowedScope>;

/**
 * What the agent may hold at this snapshot (rules S1, S2, S5): their own conversations that are not archived, and the
 * headers of those that wait for somebody.
 */
export async function readScope(client: PoolClient, userId: number): Promise<Scope> {
  // One text for each scope: ten thousand rows would cost more than what is in them.
  const ids = `string_agg(id::text, ',' order by last_message_at desc nulls last, id desc) as ids from conversations`;
  const { rows } = await client.query<{ scope: AllowedScope; ids: string | null }>(
    `select 'mine' as scope, ${ids} where assigned_to = $1 and status <> 'archived'
     union all
     select 'queue', ${ids} where assigned_to is null and status in ('new', 'open')`,
    [userId],
  );
  const scope = new Map<number, AllowedScope>();
  for (const row of rows) for (const id of row.ids?.split(',') ?? []) scope.set(Number(id), row.scope);
  return scope;
}

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

import type { OracleRow } from './row-history.ts';

/**
 * Returns the scope of an agent at a snapshot, by conversation (rules S1, S2). A second implementation on purpose: if
 * the oracle used `scope/conversation-scope.ts`, it would share the product's mistakes.
 * @param conversations the rows of all conversations of the tenant at that snapshot
 * @param userId the agent
 */
export function scopeOf(
  conversations: Iterable<OracleRow>,
  userId: number,
): ReadonlyMap<number, 'mine' | 'queue'> {
  const scope = new Map<number, 'mine' | 'queue'>();
  for (const { values } of conversations) {
    const { id, assigned_to: assignedTo, status } = values;
    if (assignedTo === userId && status !== 'archived') scope.set(Number(id), 'mine');
    if (assignedTo === null && (status === 'new' || status === 'open')) scope.set(Number(id), 'queue');
  }
  return scope;
}

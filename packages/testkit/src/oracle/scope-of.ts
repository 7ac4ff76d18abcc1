import type { OracleRow } from './row-history.ts';

/**
 * What an agent may hold at a snapshot, by conversation: rules S1 and S2 once more, in other words than the server's.
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

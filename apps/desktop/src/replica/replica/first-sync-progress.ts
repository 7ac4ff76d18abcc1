import type { Delta } from '@holdfast/schema/protocol/delta';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import type { FirstSyncState } from '../../contract/session.ts';
import type { ReplicaDatabase } from '../database/replica-database.ts';

export type FirstSyncProgress = Pick<FirstSyncState, 'received' | 'total'>;

/** Counts the agent's conversations that have arrived (rule D4). Null after the first sync. */
export async function readFirstSyncProgress(database: ReplicaDatabase): Promise<FirstSyncProgress | null> {
  const [state] = await database.drizzle.select().from(replicaState);
  const remaining = state?.remaining ?? 0;
  if (remaining === 0) return state?.firstSyncedAt == null ? { received: 0, total: null } : null;
  const [held] = await database.rows<{ received: number }>(
    `select count(*) as received from held_conversations where scope <> 'header'`,
  );
  const received = held?.received ?? 0;
  return { received, total: received + remaining };
}

/**
 * Computes the progress after deltas from their content, because counting takes as long as a small delta. Undefined if
 * the number of the agent's conversations has changed: then it must be counted.
 */
export function firstSyncProgressAfter(
  before: FirstSyncProgress | null,
  deltas: readonly Delta[],
): FirstSyncProgress | null | undefined {
  const remaining = deltas.at(-1)?.remaining ?? 0;
  if (remaining === 0) return null;
  const entered = deltas.flatMap((delta) => delta.entered).filter(({ scope }) => scope !== 'header');
  const received = (before?.received ?? 0) + entered.length;
  return before?.total === received + remaining ? { received, total: before.total } : undefined;
}

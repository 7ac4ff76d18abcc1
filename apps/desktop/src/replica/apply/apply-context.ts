import { sql } from 'drizzle-orm';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import { outbox } from '@holdfast/schema/replica/outbox';
import { replicaState } from '@holdfast/schema/replica/replica-state';
import { undoJournal } from '@holdfast/schema/replica/undo-journal';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import { planningByIndex } from './writer.ts';

/** The replica's state when a delta is applied: its cursor, and what is pending. */
export interface ApplyContext {
  readonly cursor: Cursor | null;
  readonly settledThrough: number;
  readonly remaining: number;
  readonly hasFirstSynced: boolean;
  /** Names of the mutators of queued mutations. */
  readonly queued: readonly string[];
  readonly hasUndo: boolean;
}

/**
 * Also applies the planner settings. One statement, because a small delta's time is mostly its number of statements.
 */
export async function readApplyContext(tx: ReplicaTransaction): Promise<ApplyContext> {
  const [standing] = await tx
    .select({
      cursor: replicaState.cursor,
      settledThrough: replicaState.settledThrough,
      remaining: replicaState.remaining,
      hasFirstSynced: sql<boolean>`${replicaState.firstSyncedAt} is not null`,
      queued: sql<
        string[]
      >`array(select distinct ${outbox.name} from ${outbox} where ${outbox.state} = 'queued')`,
      hasUndo: sql<boolean>`exists (select from ${undoJournal})`,
      settings: sql<string>`${planningByIndex}`,
    })
    .from(replicaState);
  if (standing === undefined) throw new Error('replica_state must have one row');
  return standing;
}

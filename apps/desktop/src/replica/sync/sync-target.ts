import type { IdBlock } from '@holdfast/schema/ids/id-block';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Hello } from '@holdfast/schema/protocol/hello';
import type { Mutation } from '@holdfast/schema/protocol/push';
import type { IdleScheduler } from '../idle/idle-scheduler.ts';
import type { ReplicaVerification } from '../verify/replica-verification.ts';

/** What the sync client needs of the replica that it keeps in step with the server. */
export interface SyncTarget {
  hello(): Promise<Hello>;
  /**
   * Resolves once the deltas are committed, all of them in one transaction; false when the first does not start at the
   * replica's cursor, or another not at the end of the one before (rule D5).
   */
  apply(deltas: readonly Delta[]): Promise<boolean>;
  /** Mutations without a result, in order. */
  pending(): readonly Mutation[];
  /** The last mutation of this device that the server has dealt with; a new journal counts on from there. */
  learnLastMutationId(lastMutationId: number): Promise<void>;
  /** The server's word on which mutation comes next: number what it does not know from there on (rule M2). */
  renumber(request: { readonly from: number; readonly startingAt: number }): Promise<void>;
  /** Ids are running low: ask for a block. */
  needsIds(): boolean;
  addIds(block: IdBlock): Promise<void>;
  /** What is held, to be compared with what the server has (rule V1). */
  readonly verification: ReplicaVerification;
  readonly idle: IdleScheduler;
}

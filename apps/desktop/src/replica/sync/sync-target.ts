import type { IdBlock } from '@holdfast/schema/ids/id-block';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Hello } from '@holdfast/schema/protocol/hello';
import type { Mutation } from '@holdfast/schema/protocol/push';
import type { IdleScheduler } from '../idle/idle-scheduler.ts';
import type { ReplicaVerification } from '../verify/replica-verification.ts';

/** The part of the replica that the sync client uses. */
export interface SyncTarget {
  hello(): Promise<Hello>;
  /**
   * Resolves to true once the deltas are committed, all in one transaction; to false if one does not start at the
   * replica's cursor or at the end of the previous one (rule D5).
   */
  apply(deltas: readonly Delta[]): Promise<boolean>;
  /** Mutations without a result, in order. */
  pending(): readonly Mutation[];
  /** The last mutation of this device that the server has handled. A new journal continues after it. */
  learnLastMutationId(lastMutationId: number): Promise<void>;
  /** Gives pending mutations from `from` on the ids that the server expects, beginning with `startingAt` (rule M2). */
  renumber(request: { readonly from: number; readonly startingAt: number }): Promise<void>;
  /** True if fewer than half a block of ids is left. */
  needsIds(): boolean;
  addIds(block: IdBlock): Promise<void>;
  /** Compares the held rows with the server's (rule V1). */
  readonly verification: ReplicaVerification;
  readonly idle: IdleScheduler;
}

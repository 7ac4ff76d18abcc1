import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

/** A row of a replica, in the form in which rows are compared. */
export interface ImageRow {
  readonly table: string;
  readonly key: string;
  readonly image: string;
}

/** A mutation without a result. */
export interface QueuedMutation {
  readonly name: string;
  readonly uuid: string;
  /** The row that the mutation creates; null if it creates none. */
  readonly made: { readonly table: string; readonly key: string; readonly conversationId: number } | null;
  /** True if the agent sees the created row. */
  readonly isVisible: boolean;
}

/** The contents of a replica, read in one transaction. */
export interface ReplicaImage {
  readonly replica: string;
  readonly userId: number;
  readonly cursor: Cursor | null;
  readonly held: readonly HeldConversation[];
  /** The rows without optimistic effects, as received from the server. */
  readonly rows: readonly ImageRow[];
  readonly queued: readonly QueuedMutation[];
  /** Number of conversations still to be sent, or to be sent whole, according to the last delta. */
  readonly remaining: number;
}

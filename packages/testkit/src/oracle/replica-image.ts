import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

/** A row of a replica as it is compared. */
export interface ImageRow {
  readonly table: string;
  readonly key: string;
  readonly image: string;
}

/** A mutation without a result. */
export interface QueuedMutation {
  readonly name: string;
  readonly uuid: string;
  /** What it makes, and where: null where it makes no row of its own. */
  readonly made: { readonly table: string; readonly key: string; readonly conversationId: number } | null;
  /** Whether what it makes is there for the agent to see. */
  readonly isVisible: boolean;
}

/** All of a replica at one moment, taken in one transaction of its own. */
export interface ReplicaImage {
  readonly replica: string;
  readonly userId: number;
  readonly cursor: Cursor | null;
  readonly held: readonly HeldConversation[];
  /** Its rows without the agent's optimistic effects: what the server has told. */
  readonly rows: readonly ImageRow[];
  readonly queued: readonly QueuedMutation[];
  /** Conversations that are still to come, or to come whole, as the server said last. */
  readonly remaining: number;
}

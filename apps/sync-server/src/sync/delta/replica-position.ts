import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

import type { ReportedDigests } from '../digest/compare-digests.ts';
import type { WindowRequests } from '../window/window-requests.ts';

/** Whose replica it is and where it stands. */
export interface ReplicaPosition {
  readonly userId: number;
  readonly deviceId: number;
  readonly protocolVersion: number;
  /** Null: it holds nothing that counts. */
  readonly cursor: Cursor | null;
  readonly held: ReadonlyMap<number, HeldConversation>;
  readonly oldestPendingMutationId: number | null;
  /** Conversations that the agent wants to see: they enter before others. */
  readonly preferred: ReadonlySet<number>;
  /** What it said it holds when it was asked, because its cursor cannot be served (rule E4). */
  readonly reported?: ReportedDigests | undefined;
  /** Conversations that it holds otherwise than the server: they are sent anew (rule V1). */
  readonly anew?: ReadonlySet<number> | undefined;
  /** How many messages it wants to hold of a conversation, other than it does (rule S1). */
  readonly windowRequests?: WindowRequests | undefined;
}

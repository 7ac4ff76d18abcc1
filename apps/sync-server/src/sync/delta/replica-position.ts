import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

import type { ReportedDigests } from '../digest/compare-digests.ts';
import type { WindowRequests } from '../window/window-requests.ts';

/** A replica's owner and its state. */
export interface ReplicaPosition {
  readonly userId: number;
  readonly deviceId: number;
  readonly protocolVersion: number;
  /** Null if the replica holds no rows of the server. */
  readonly cursor: Cursor | null;
  readonly held: ReadonlyMap<number, HeldConversation>;
  readonly oldestPendingMutationId: number | null;
  /** Conversations that the agent opened. They enter before others. */
  readonly preferred: ReadonlySet<number>;
  /** The replica's digest report, if its cursor cannot be served (rule E4). */
  readonly reported?: ReportedDigests | undefined;
  /** Conversations that differ from the server's. They are sent again (rule V1). */
  readonly resend?: ReadonlySet<number> | undefined;
  /** Pending window requests (rule S1). */
  readonly windowRequests?: WindowRequests | undefined;
}

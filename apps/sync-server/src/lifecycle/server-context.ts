import type { ConnectionRegistry } from '../auth/connection-registry.ts';
import type { Settings } from '../config/settings.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import type { Logger } from '../logging/create-logger.ts';
import type { ServerMetrics } from '../metrics/create-metrics.ts';
import type { PresenceRegistry } from '../presence/presence-registry.ts';
import type { FirstSyncAdmission } from '../sync/session/first-sync-admission.ts';
import type { SyncSessionRegistry } from '../sync/session/sync-session-registry.ts';
import type { SyncSession, SyncSessionOptions } from '../sync/session/sync-session.ts';
import type { AgentHeartbeats } from '../sync/session/agent-heartbeats.ts';
import type { TailerRegistry } from '../sync/tailer/tailer-registry.ts';
import type { ApplyMutations } from '../sync/mutations/apply-mutations.ts';
import type { EnqueueOutboundMessages } from '../sync/mutations/enqueue-outbound-messages.ts';
import type { BatchedReads } from './batched-reads.ts';
import type { Lifecycle } from './lifecycle.ts';

/** The parts of one running server. Modules receive their dependencies from here; there is no global state. */
export interface ServerContext {
  readonly settings: Settings;
  readonly pool: LandlordPool;
  readonly logger: Logger;
  readonly clock: () => Date;
  readonly lifecycle: Lifecycle;
  /** Metrics of this process, for `/metrics`. */
  readonly metrics: ServerMetrics;
  /** Open sockets of this process. */
  readonly connections: ConnectionRegistry;
  /** Sessions of this process. */
  readonly syncSessions: SyncSessionRegistry;
  /** Which conversations agents have open or type in. */
  readonly presence: PresenceRegistry;
  /** Keeps the agents of this process's sessions online for assignment. */
  readonly agentHeartbeats: AgentHeartbeats;
  /** Limits concurrent first syncs of this process (D4). */
  readonly firstSyncs: FirstSyncAdmission;
  readonly batchedReads: BatchedReads;
  /** One tailer for each tenant with sessions in this process. */
  readonly tailers: TailerRegistry;
  readonly createSession: (options: SyncSessionOptions) => SyncSession;
  /** Executes pushed mutations, each exactly once (M2). */
  readonly applyMutations: ApplyMutations;
  /** Enqueues the delivery job of a message in the transaction that wrote the message. */
  readonly enqueueOutboundMessages: EnqueueOutboundMessages;
}

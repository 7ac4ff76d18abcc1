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

/** What one running server is made of. Every module gets what it needs from here; nothing is global. */
export interface ServerContext {
  readonly settings: Settings;
  readonly pool: LandlordPool;
  readonly logger: Logger;
  readonly clock: () => Date;
  readonly lifecycle: Lifecycle;
  /** What this process counts about itself, for `/metrics`. */
  readonly metrics: ServerMetrics;
  /** The sockets that are open on this process. */
  readonly connections: ConnectionRegistry;
  /** The replicas that are connected to this process. */
  readonly syncSessions: SyncSessionRegistry;
  /** Which agents are where right now. */
  readonly presence: PresenceRegistry;
  /** Keeps the agents of this process's sessions online. */
  readonly agentHeartbeats: AgentHeartbeats;
  /** First syncs of this process, a few at a time. */
  readonly firstSyncs: FirstSyncAdmission;
  readonly batchedReads: BatchedReads;
  /** What follows each tenant that has replicas connected to this process. */
  readonly tailers: TailerRegistry;
  readonly createSession: (options: SyncSessionOptions) => SyncSession;
  /** Carries out what a device pushes, each mutation exactly once (rule M2). */
  readonly applyMutations: ApplyMutations;
  /** Hands a message over to the job that delivers it, within the transaction that wrote it. */
  readonly enqueueOutboundMessages: EnqueueOutboundMessages;
}

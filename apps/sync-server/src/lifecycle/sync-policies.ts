import { enqueueOutboundMessages } from '../jobs/enqueue.ts';
import { SyncSession } from '../sync/session/sync-session.ts';
import { tickPolicies, type TickPolicies } from '../sync/session/tick-policies.ts';
import { applyMutations } from '../sync/mutations/apply-mutations.ts';
import type { ServerContext } from './server-context.ts';

/** The replaceable parts of the sync path. Tests and the soak test pass broken ones. */
export type SyncPolicies = TickPolicies &
  Pick<ServerContext, 'createSession' | 'applyMutations' | 'enqueueOutboundMessages'>;

export const syncPolicies: SyncPolicies = {
  ...tickPolicies,
  createSession: (options) => new SyncSession(options),
  applyMutations,
  enqueueOutboundMessages,
};

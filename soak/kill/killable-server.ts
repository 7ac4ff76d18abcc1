import type { SyncPolicies } from '@holdfast/sync-server/lifecycle/sync-policies';
import type { Reach } from './kill-switch.ts';

/** The same server, with the server's failpoints on its way. */
export function killableServer(policies: SyncPolicies, reach: Reach): SyncPolicies {
  return {
    ...policies,
    createSession: (options) => {
      const session = policies.createSession(options);
      const run = session.run.bind(session);
      session.run = async function* runReaching() {
        for await (const down of run()) {
          await reach('send');
          yield down;
          await reach('sent');
        }
      };
      return session;
    },
    // The last call out of a mutation's transaction: a kill anywhere before the COMMIT leaves Postgres the same.
    enqueueOutboundMessages: async (transaction, messageIds) => {
      await policies.enqueueOutboundMessages(transaction, messageIds);
      await reach('mutation-commit');
    },
    applyMutations: async (request, mutations) => {
      const reply = await policies.applyMutations(request, mutations);
      await reach('mutation-committed');
      return reply;
    },
  };
}

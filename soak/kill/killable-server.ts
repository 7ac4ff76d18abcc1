import type { SyncPolicies } from '@holdfast/sync-server/lifecycle/sync-policies';
import type { Reach } from './kill-switch.ts';

/** Returns the policies with the server's failpoints. */
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
    // The last callback in a mutation's transaction. A kill anywhere before COMMIT leaves Postgres in the same state.
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

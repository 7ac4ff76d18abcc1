import type { Bench } from '../bench.ts';
import { actionsOf } from '@holdfast/desktop/replica/actions/agent-actions';
import { RealReplica } from '../clients/real-replica.ts';
import { nowMs } from '../clock.ts';
import { median } from '../measure.ts';
import type { BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations } from '../world/bulk-data.ts';

const sizes = {
  full: { mutations: 500, conversations: 50, warmUps: 1, runs: 5 },
  tiny: { mutations: 5, conversations: 2, warmUps: 0, runs: 1 },
};

export const push: Bench = {
  name: 'push',
  about: '500 messages written offline, from connecting until the results of all are in the replica',
  run: async ({ world, size }) => {
    const { mutations, conversations, warmUps, runs } = sizes[size];
    const tenant = await world.createTenant();
    const agent = await tenant.createAgent();
    const ids = await insertConversations(tenant, {
      assignedTo: agent.userId,
      status: 'open',
      count: conversations,
      messagesEach: 20,
    });
    await using replica = await RealReplica.connected(tenant, agent);
    const flushed: number[] = [];
    const transactions: number[] = [];
    for (let run = 0; run < warmUps + runs; run += 1) {
      await replica.disconnect();
      for (let number = 0; number < mutations; number += 1) {
        const conversationId = ids[number % ids.length] ?? 0;
        await replica.account.act(
          actionsOf(
            'sendMessage',
            { conversationId, text: `It is on its way, parcel ${number}.`, cannedResponseId: null },
            { replyBasis: null },
          ),
        );
      }
      const settled = replica.untilApplied(() => replica.account.pending().length === 0);
      const began = nowMs();
      const [{ committedAt }] = await Promise.all([settled, replica.connect()]);
      if (run >= warmUps) {
        flushed.push(committedAt - began);
        transactions.push(await bareTransactions(tenant, ids, mutations));
      }
    }
    const ms = median(flushed);
    return [
      { metric: 'ms', value: Math.round(ms), unit: 'ms' },
      { metric: 'mutations_per_s', value: Math.round((mutations * 1000) / ms), unit: 'mutations/s' },
      { metric: 'ms_bare_transactions', value: Math.round(median(transactions)), unit: 'ms' },
    ];
  },
};

/** The reference: the same number of messages, inserted on the server in one transaction each, one after the other. */
async function bareTransactions(tenant: BenchTenant, ids: readonly number[], count: number): Promise<number> {
  const began = nowMs();
  for (let number = 0; number < count; number += 1) {
    await tenant.sql(
      `insert into messages (conversation_id, direction, sender_type, content, status)
       values ($1, 'outbound', 'system', 'It is on its way.', 'pending')`,
      [ids[number % ids.length]],
    );
  }
  return nowMs() - began;
}

import type { Bench, BenchContext } from '../bench.ts';
import { actionsOf } from '@holdfast/desktop/replica/actions/agent-actions';
import { markNow } from '../clients/mark.ts';
import { RealReplica } from '../clients/real-replica.ts';
import { latencyFigures } from '../measure.ts';
import { insertConversations } from '../world/bulk-data.ts';

const sizes = {
  full: { pending: 100, conversations: 20, warmUps: 5, deltas: 100 },
  tiny: { pending: 3, conversations: 2, warmUps: 0, deltas: 2 },
};

/** From the arrival of a delta to its commit. In between, all optimistic effects are undone and run again. */
export const rebase: Bench = {
  name: 'rebase',
  about: 'a delta that touches what 100 pending mutations have done, and the same delta with none pending',
  run: async (context) => [
    ...latencyFigures(await applyLatencies(context, sizes[context.size].pending)),
    ...latencyFigures(await applyLatencies(context, 0), '_none_pending'),
  ],
};

async function applyLatencies({ world, size }: BenchContext, pending: number): Promise<readonly number[]> {
  const { conversations, warmUps, deltas } = sizes[size];
  const tenant = await world.createTenant();
  const agent = await tenant.createAgent();
  const ids = await insertConversations(tenant, {
    assignedTo: agent.userId,
    status: 'open',
    count: conversations,
    messagesEach: 20,
  });
  await using replica = await RealReplica.connected(tenant, agent);
  // The queue stays on the device while deltas arrive.
  replica.pushes = false;
  for (let number = 0; number < pending; number += 1) {
    const conversationId = ids[number % ids.length] ?? 0;
    await replica.account.act(
      actionsOf(
        'sendMessage',
        { conversationId, text: `It is on its way, parcel ${number}.`, cannedResponseId: null },
        { replyBasis: null },
      ),
    );
  }
  const latencies: number[] = [];
  for (let number = 0; number < warmUps + deltas; number += 1) {
    const words = markNow();
    const arrival = replica.untilText(words);
    // The header, which each pending message has changed as well.
    await tenant.commit('update conversations set last_message_preview = $1 where id = $2', [
      words,
      ids[number % ids.length],
    ]);
    const { arrivedAt, committedAt } = await arrival;
    if (number >= warmUps) latencies.push(committedAt - arrivedAt);
  }
  return latencies;
}

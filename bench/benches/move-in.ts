import type { Bench, Figure } from '../bench.ts';
import { RealReplica } from '../clients/real-replica.ts';
import { latencyFigures } from '../measure.ts';
import { insertConversations } from '../world/bulk-data.ts';

const sizes = {
  full: { warmUps: 10, moves: 100, messages: [20, 500], held: 100 },
  tiny: { warmUps: 0, moves: 2, messages: [2, 5], held: 2 },
};

export const moveIn: Bench = {
  name: 'move-in',
  about:
    'a conversation of 20, and one of 500 messages, assigned to the agent, until all of it is in the replica',
  run: async ({ world, size }) => {
    const { warmUps, moves, messages, held } = sizes[size];
    const tenant = await world.createTenant();
    const agent = await tenant.createAgent();
    await insertConversations(tenant, {
      assignedTo: agent.userId,
      status: 'open',
      count: held,
      messagesEach: 20,
    });
    await using replica = await RealReplica.connected(tenant, agent);
    const figures: Figure[] = [];
    for (const messagesEach of messages) {
      // Resolved conversations are in no queue, so the replica holds nothing of them before.
      const ids = await insertConversations(tenant, {
        assignedTo: null,
        status: 'resolved',
        count: warmUps + moves,
        messagesEach,
      });
      const latencies: number[] = [];
      const applying: number[] = [];
      for (const [number, id] of ids.entries()) {
        const arrival = replica.untilApplied(({ delta }) =>
          delta.entered.some(({ conversationId }) => conversationId === id),
        );
        const committedAt = await tenant.commit('update conversations set assigned_to = $1 where id = $2', [
          agent.userId,
          id,
        ]);
        const applied = await arrival;
        if (number < warmUps) continue;
        latencies.push(applied.committedAt - committedAt);
        applying.push(applied.committedAt - applied.arrivedAt);
      }
      figures.push(
        ...latencyFigures(latencies, `_${messagesEach}_messages`),
        ...latencyFigures(applying, `_${messagesEach}_messages_of_it_in_replica`),
      );
    }
    return figures;
  },
};

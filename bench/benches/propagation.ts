import type { Bench, Figure } from '../bench.ts';
import { RealReplica } from '../clients/real-replica.ts';
import { markNow } from '../clients/mark.ts';
import { startSwarm } from '../clients/start-swarm.ts';
import { nowMs } from '../clock.ts';
import { latencyFigures } from '../measure.ts';
import type { BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations } from '../world/bulk-data.ts';

const sizes = {
  full: { warmUps: 100, commits: 1000, sessions: [1, 40], conversations: 100 },
  tiny: { warmUps: 1, commits: 3, sessions: [2], conversations: 3 },
};

/** `content` is a mark, by which the message is found in the delta that contains it. */
const insert = `insert into messages (conversation_id, direction, sender_type, content, status)
  values ($1, 'inbound', 'customer', $2, 'delivered')`;

export const propagation: Bench = {
  name: 'propagation',
  about: 'a commit on the server until it is committed in a replica on disk, with 1 and 40 attached sessions',
  run: async ({ world, size }) => {
    const { warmUps, commits, sessions, conversations } = sizes[size];
    const figures: Figure[] = [];
    for (const count of sessions) {
      const tenant = await world.createTenant();
      const [agent, ...others] = await tenant.createAgents({ users: count, devicesEach: 1 });
      if (agent === undefined) throw new Error('At least one session.');
      const conversationIds = await conversationsOf(tenant, agent.userId, conversations);
      for (const other of others) await conversationsOf(tenant, other.userId, 5);
      await using replica = await RealReplica.connected(tenant, agent);
      await using _swarm = await startSwarm(world, others);
      const latencies: number[] = [];
      const applying: number[] = [];
      for (let number = 0; number < warmUps + commits; number += 1) {
        const words = markNow();
        const arrival = replica.untilText(words);
        const committedAt = await tenant.commit(insert, [
          conversationIds[number % conversationIds.length],
          words,
        ]);
        const applied = await arrival;
        if (number < warmUps) continue;
        latencies.push(applied.committedAt - committedAt);
        applying.push(applied.committedAt - applied.arrivedAt);
      }
      figures.push(
        ...latencyFigures(latencies, `_${count}_sessions`),
        ...latencyFigures(applying, `_${count}_sessions_of_it_in_replica`),
      );
      if (count === sessions.at(-1))
        figures.push(...latencyFigures(await bareInserts(replica, commits), '_insert_alone'));
    }
    return figures;
  },
};

async function conversationsOf(tenant: BenchTenant, userId: number, count: number): Promise<number[]> {
  return await insertConversations(tenant, { assignedTo: userId, status: 'open', count, messagesEach: 20 });
}

/** The reference: time that PGlite alone takes to insert and commit such a row. */
async function bareInserts({ account }: RealReplica, count: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const began = nowMs();
    await account.database.rows(
      `insert into messages (id, conversation_id, direction, sender_type, content, status)
       values ($1, 1, 'inbound', 'customer', 'Where is my order?', 'delivered')`,
      [2 ** 45 + number],
    );
    latencies.push(nowMs() - began);
  }
  return latencies;
}

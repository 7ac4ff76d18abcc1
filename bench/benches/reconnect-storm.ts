import { setTimeout as delay } from 'node:timers/promises';

import type { Bench } from '../bench.ts';
import { markNow } from '../clients/mark.ts';
import { startSwarm } from '../clients/start-swarm.ts';
import { latencyFigures, median } from '../measure.ts';
import type { BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations } from '../world/bulk-data.ts';

const sizes = {
  full: { users: 100, devicesEach: 20, staying: 40, conversations: 20, quietMs: 5000, runs: 3 },
  tiny: { users: 1, devicesEach: 2, staying: 1, conversations: 1, quietMs: 200, runs: 1 },
};

export const reconnectStorm: Bench = {
  name: 'reconnect-storm',
  about: '2,000 sessions dropped at once and back again, and the live latency of 40 that stayed',
  run: async ({ world, size }) => {
    const { users, devicesEach, staying, conversations, quietMs, runs } = sizes[size];
    const tenant = await world.createTenant();
    const cut = await tenant.createAgents({ users, devicesEach });
    const stayed = await tenant.createAgents({ users: staying, devicesEach: 1 });
    const lively: number[] = [];
    for (const userId of new Set([...cut, ...stayed].map((agent) => agent.userId))) {
      const own = { assignedTo: userId, status: 'open', count: conversations, messagesEach: 5 } as const;
      const ids = await insertConversations(tenant, own);
      if (stayed.some((agent) => agent.userId === userId)) lively.push(...ids);
    }
    await using calm = await startSwarm(world, stayed);
    await using stormy = await startSwarm(world, cut);

    const before = await latenciesDuring(tenant, { calm, lively }, () => delay(quietMs));
    const caughtUp: number[] = [];
    const during: number[] = [];
    let attempts = 0;
    for (let run = 0; run <= runs; run += 1) {
      const latencies = await latenciesDuring(tenant, { calm, lively }, async () => {
        const storm = await stormy.call('storm', undefined);
        if (run === 0) return;
        caughtUp.push(storm.allCaughtUpMs);
        attempts += storm.attempts;
      });
      // The first run is the warm-up.
      if (run > 0) during.push(...latencies);
    }
    return [
      { metric: 'all_caught_up_ms', value: Math.round(median(caughtUp)), unit: 'ms' },
      ...latencyFigures(during),
      ...latencyFigures(before, '_without_storm'),
      { metric: 'attempts', value: Math.round(attempts / caughtUp.length), unit: 'attempts' },
    ];
  },
};

/**
 * Measures the latency of messages to the sessions that stayed, during an event: 20 messages per second, each measured
 * from before its commit.
 */
async function latenciesDuring(
  tenant: BenchTenant,
  { calm, lively }: { calm: Awaited<ReturnType<typeof startSwarm>>; lively: readonly number[] },
  happening: () => Promise<void>,
): Promise<readonly number[]> {
  await calm.call('takeArrivals', undefined);
  const state = { isOver: false };
  const writing = (async () => {
    for (let number = 0; !state.isOver; number += 1) {
      await tenant.commit(
        `insert into messages (conversation_id, direction, sender_type, content, status)
         values ($1, 'inbound', 'customer', $2, 'delivered')`,
        [lively[number % lively.length], markNow()],
      );
      await delay(50);
    }
  })();
  try {
    await happening();
  } finally {
    state.isOver = true;
    await writing;
  }
  await delay(500);
  const arrivals = await calm.call('takeArrivals', undefined);
  return arrivals.map(({ mark, at }) => at - mark);
}

import { setTimeout as delay } from 'node:timers/promises';

import type { Bench } from '../bench.ts';
import { markNow } from '../clients/mark.ts';
import { startSwarm } from '../clients/start-swarm.ts';
import { nowMs } from '../clock.ts';
import { median } from '../measure.ts';
import type { BenchWorld } from '../world/world.ts';

const sizes = {
  full: { users: 50, devicesEach: 100, settleMs: 5000, runs: 5 },
  tiny: { users: 2, devicesEach: 2, settleMs: 0, runs: 1 },
};

export const fanOut: Bench = {
  name: 'fan-out',
  about:
    '5,000 idle sessions in one server process: its memory, and a change of reference data to all of them',
  run: async ({ world, size }) => {
    const { users, devicesEach, settleMs, runs } = sizes[size];
    const tenant = await world.createTenant();
    const agents = await tenant.createAgents({ users, devicesEach });
    const emptyMib = await residentMib(world);
    const began = nowMs();
    await using swarm = await startSwarm(world, agents);
    const connectedMs = nowMs() - began;
    await delay(settleMs);
    const idleMib = await residentMib(world);
    const delivered: number[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const words = markNow();
      await swarm.call('expectMark', { mark: Number(words.slice('mark:'.length, -1)) });
      const committedAt = await tenant.commit(
        `insert into conversation_tags (name, color) values ($1, '#336699')`,
        [words],
      );
      const { at } = await swarm.call('awaitMark', undefined);
      // The first run is the warm-up.
      if (run > 0) delivered.push(at - committedAt);
    }
    return [
      { metric: 'rss_mib', value: Math.round(await residentMib(world)), unit: 'MiB' },
      { metric: 'rss_mib_idle', value: Math.round(idleMib), unit: 'MiB' },
      { metric: 'rss_mib_without_sessions', value: Math.round(emptyMib), unit: 'MiB' },
      {
        metric: 'kib_per_session',
        value: Math.round(((idleMib - emptyMib) * 1024) / agents.length),
        unit: 'KiB',
      },
      { metric: 'all_delivered_ms', value: Math.round(median(delivered)), unit: 'ms' },
      { metric: 'all_connected_ms', value: Math.round(connectedMs), unit: 'ms' },
    ];
  },
};

async function residentMib(world: BenchWorld): Promise<number> {
  return (await world.server.call('usage', undefined)).rssMib;
}

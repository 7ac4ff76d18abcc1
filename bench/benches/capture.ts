import pg from 'pg';

import type { Bench } from '../bench.ts';
import { startWriter, writeLoad } from '../load/write-load.ts';
import { median } from '../measure.ts';
import type { BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations } from '../world/bulk-data.ts';

const sizes = {
  full: { rounds: 15, seconds: 2, connections: 4, conversations: 400 },
  tiny: { rounds: 1, seconds: 0.2, connections: 2, conversations: 4 },
};

/**
 * Cost of the triggers that record changes. Commits do not wait for the disk: the wait is the same with and without
 * triggers and would hide their cost. No session is connected.
 */
export const capture: Bench = {
  name: 'capture',
  about: 'single-row messages, with our triggers and without them, in turn',
  run: async ({ world, size }) => {
    const { rounds, seconds, connections, conversations } = sizes[size];
    const tenant = await world.createTenant();
    const conversationIds = await insertConversations(tenant, {
      assignedTo: null,
      status: 'resolved',
      count: conversations,
      messagesEach: 1,
    });
    await using writer = startWriter();
    const measure = async (triggers: 'enable' | 'disable') => {
      await setTriggers(tenant, triggers);
      const load = { connections, seconds, rate: null, conversationIds, synchronousCommit: false };
      return await writeLoad(writer, tenant, load);
    };
    await measure('enable');
    const captured: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // The second measurement of a round has a larger table, so the order alternates.
      const order = round % 2 === 0 ? (['enable', 'disable'] as const) : (['disable', 'enable'] as const);
      for (const triggers of order) (triggers === 'enable' ? captured : bare).push(await measure(triggers));
    }
    return [
      { metric: 'tx_per_s', value: Math.round(median(captured)), unit: 'tx/s' },
      { metric: 'tx_per_s_without_triggers', value: Math.round(median(bare)), unit: 'tx/s' },
      { metric: 'overhead_ratio', value: rounded(medianRatio(bare, captured)), unit: 'ratio' },
    ];
  },
};

/** Compares neighboring measurements, so that changes in the machine's speed cancel out. */
function medianRatio(bare: readonly number[], captured: readonly number[]): number {
  return median(bare.map((value, round) => value / (captured[round] ?? Number.NaN)));
}

function rounded(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}

async function setTriggers({ world, schemaName }: BenchTenant, state: 'enable' | 'disable'): Promise<void> {
  const client = new pg.Client({ connectionString: world.superuserUrl });
  await client.connect();
  try {
    await client.query(`alter table "${schemaName}".messages ${state} trigger user`);
  } finally {
    await client.end();
  }
}

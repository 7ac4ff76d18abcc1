import type { Bench, BenchContext, Figure } from '../bench.ts';
import { marksIn, markNow } from '../clients/mark.ts';
import { RealReplica } from '../clients/real-replica.ts';
import { startSwarm } from '../clients/start-swarm.ts';
import { highestRate } from '../load/highest-rate.ts';
import { isSustained, lagOf } from '../load/sustained.ts';
import type { MarkArrival, Lag } from '../load/sustained.ts';
import { startWriter, writeLoad } from '../load/write-load.ts';
import { toHundredths } from '../measure.ts';
import type { BenchAgent, BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations } from '../world/bulk-data.ts';

const sizes = {
  full: {
    mixes: ['realistic', 'hot'],
    sessions: 40,
    conversationsEach: 10,
    connections: 8,
    probeSeconds: 8,
    finalSeconds: 60,
    search: { from: 250, limit: 8000, halvings: 4 },
  },
  tiny: {
    mixes: ['realistic'],
    sessions: 3,
    conversationsEach: 2,
    connections: 2,
    probeSeconds: 0.3,
    finalSeconds: 0.3,
    search: { from: 50, limit: 50, halvings: 0 },
  },
} as const;

/** In the realistic mix: number of writes that concern no connected agent, for each write that does. */
const strangersForEach = 9;
/** A writer that does not keep up with its own plan has not written at that rate. */
const keptUp = 0.97;

type Probe = (rate: number, seconds: number) => Promise<{ readonly txPerSecond: number; readonly lag: Lag }>;

export const throughput: Bench = {
  name: 'throughput',
  about:
    'the highest rate of single-row messages with 40 attached sessions at which none falls behind further',
  run: async (context) => {
    const figures: Figure[] = [];
    for (const mix of sizes[context.size].mixes) figures.push(...(await measureMix(context, mix)));
    return figures;
  },
};

async function measureMix(
  { world, size }: BenchContext,
  mix: 'realistic' | 'hot',
): Promise<readonly Figure[]> {
  const { sessions, conversationsEach, connections, probeSeconds, finalSeconds, search } = sizes[size];
  const tenant = await world.createTenant();
  const agents = await tenant.createAgents({ users: sessions, devicesEach: 1 });
  const [agent, ...others] = agents;
  if (agent === undefined) throw new Error('At least one session.');
  const { own, inTurn } = await conversationsFor(tenant, agents, { mix, conversationsEach });
  await using writer = startWriter();
  let run = 0;
  const nextLoad = () => ({ connections, conversationIds: inTurn(run++), synchronousCommit: true });
  // The reference: the rate of Postgres and the writer without connected sessions.
  const alone = await writeLoad(writer, tenant, { ...nextLoad(), rate: null, seconds: probeSeconds });

  await using replica = await RealReplica.connected(tenant, agent);
  await using swarm = await startSwarm(world, others);
  let arrivals: MarkArrival[] = [];
  replica.onApplied = ({ delta, committedAt }) => {
    for (const { rows } of delta.parts)
      for (const mark of marksIn(rows)) arrivals.push({ mark, at: committedAt });
  };
  const probe: Probe = async (rate, seconds) => {
    arrivals = [];
    await swarm.call('takeArrivals', undefined);
    const txPerSecond = await writeLoad(writer, tenant, { ...nextLoad(), rate, seconds });
    await settle(tenant, replica, own);
    const elsewhere = await swarm.call('takeArrivals', undefined);
    const lag = lagOf([...arrivals, ...elsewhere]);
    if (size === 'full')
      console.error(`${mix}: ${JSON.stringify({ rate, txPerSecond: Math.round(txPerSecond), ...lag })}`);
    return { txPerSecond, lag };
  };
  const holds = async (rate: number, seconds: number) => {
    const { txPerSecond, lag } = await probe(rate, seconds);
    return txPerSecond >= rate * keptUp && isSustained(lag);
  };

  const found = await highestRate((rate) => holds(rate, probeSeconds), search);
  const final = await longRun(found, (rate) => probe(rate, finalSeconds));
  return [
    { metric: `tx_per_s_${mix}`, value: Math.round(final.txPerSecond), unit: 'tx/s' },
    { metric: `lag_p50_ms_${mix}`, value: toHundredths(final.lag.p50Ms), unit: 'ms' },
    { metric: `lag_p99_ms_${mix}`, value: toHundredths(final.lag.p99Ms), unit: 'ms' },
    {
      metric: `lag_slope_ms_per_s_${mix}`,
      value: toHundredths(final.lag.slopeMsPerSecond),
      unit: 'ms/s',
    },
    { metric: `tx_per_s_${mix}_no_sessions`, value: Math.round(alone), unit: 'tx/s' },
  ];
}

/**
 * A rate that held for seconds does not necessarily hold for a minute. If not, tries a tenth less, up to four times.
 */
async function longRun(found: number, probe: (rate: number) => ReturnType<Probe>): ReturnType<Probe> {
  let rate = found;
  let result = await probe(Math.max(1, rate));
  for (let attempt = 0; attempt < 4 && !isSustained(result.lag); attempt += 1) {
    rate = Math.round(rate * 0.9);
    result = await probe(Math.max(1, rate));
  }
  return result;
}

/** Determines which conversations each run writes to, and one conversation of the replica's agent. */
async function conversationsFor(
  tenant: BenchTenant,
  agents: readonly BenchAgent[],
  { mix, conversationsEach }: { mix: 'realistic' | 'hot'; conversationsEach: number },
): Promise<{ own: number; inTurn: (run: number) => readonly number[] }> {
  const held: number[][] = [];
  for (const { userId } of agents) {
    const own = { assignedTo: userId, status: 'open', count: conversationsEach, messagesEach: 20 } as const;
    held.push(await insertConversations(tenant, own));
  }
  const ofReplica = held[0] ?? [];
  const own = ofReplica[0] ?? 0;
  // A different one in each run: otherwise one conversation would receive all messages of ten minutes.
  if (mix === 'hot') return { own, inTurn: (run) => [ofReplica[run % ofReplica.length] ?? own] };
  const lively = held.flat();
  const strangers = await insertConversations(tenant, {
    assignedTo: null,
    status: 'resolved',
    count: lively.length * strangersForEach,
    messagesEach: 1,
  });
  const conversationIds = lively.flatMap((id, index) => [
    id,
    ...strangers.slice(index * strangersForEach, (index + 1) * strangersForEach),
  ]);
  return { own, inTurn: () => conversationIds };
}

/** Waits until everything written so far has arrived. */
async function settle(tenant: BenchTenant, replica: RealReplica, conversationId: number): Promise<void> {
  const words = `settled ${markNow().replace('mark', 'at')}`;
  const arrival = replica.untilText(words);
  await tenant.commit(
    `insert into messages (conversation_id, direction, sender_type, content, status)
     values ($1, 'inbound', 'customer', $2, 'delivered')`,
    [conversationId, words],
  );
  await arrival;
}

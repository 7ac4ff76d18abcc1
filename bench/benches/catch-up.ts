import { randomUUID } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import pg from 'pg';

import type { Bench, Figure } from '../bench.ts';
import { RealReplica } from '../clients/real-replica.ts';
import type { AppliedDelta } from '../clients/real-replica.ts';
import { nowMs } from '../clock.ts';
import { median, toHundredths } from '../measure.ts';
import type { BenchAgent, BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations, insertMessages } from '../world/bulk-data.ts';

const sizes = {
  full: {
    conversations: 100,
    newEach: 19,
    strangers: 1000,
    elsewhere: 200_000,
    large: 2_000_000,
    warmUps: 1,
    runs: 5,
  },
  tiny: { conversations: 2, newEach: 2, strangers: 5, elsewhere: 20, large: 40, warmUps: 0, runs: 1 },
};

interface CaughtUp {
  readonly ms: number;
  readonly msInReplica: number;
  readonly bytes: number;
}

export const catchUp: Bench = {
  name: 'catch-up',
  about:
    'away while 2,000 rows changed in scope and 200,000 elsewhere; with --large, 2,000,000 elsewhere as well',
  run: async ({ world, size, flags }) => {
    const { conversations, newEach, strangers, elsewhere, large, ...counts } = sizes[size];
    const tenant = await world.createTenant();
    const agent = await tenant.createAgent();
    const mine = {
      assignedTo: agent.userId,
      status: 'open',
      count: conversations,
      messagesEach: 20,
    } as const;
    const ids = await insertConversations(tenant, mine);
    const others = await insertConversations(tenant, {
      assignedTo: null,
      status: 'resolved',
      count: strangers,
      messagesEach: 1,
    });
    const before = join(world.directory, randomUUID());
    await fillReplica(tenant, agent, before);

    // The changes in scope: a header and some messages of each conversation.
    await insertMessages(tenant, ids, newEach);
    await tenant.sql('update conversations set message_count = message_count + $2 where id = any($1)', [
      ids,
      newEach,
    ]);
    const alone = await measure({ tenant, agent, before, ...counts });
    await changeElsewhere(tenant, others, elsewhere);
    const usual = await measure({ tenant, agent, before, ...counts });
    const figures = [...figuresOf(alone, '_none_elsewhere'), ...figuresOf(usual, '')];
    if (!flags.has('large')) return figures;

    await changeElsewhere(tenant, others, large - elsewhere);
    const most = await measure({ tenant, agent, before, ...counts });
    const ratio = { metric: 'ratio_large', value: toHundredths(most.ms / usual.ms), unit: 'ratio' };
    return [...figures, ...figuresOf(most, '_large'), ratio];
  },
};

async function fillReplica(tenant: BenchTenant, agent: BenchAgent, directory: string): Promise<void> {
  await using replica = await RealReplica.open(tenant, agent, directory);
  await replica.connect();
}

/** In batches, as on a normal day: each batch is a transaction. */
async function changeElsewhere(tenant: BenchTenant, ids: readonly number[], rows: number): Promise<void> {
  const batch = ids.length * 10;
  for (let written = 0; written < rows; written += batch) await insertMessages(tenant, ids, 10);
  await vacuum(tenant);
}

/** Autovacuum would run during eight hours of absence. If it were left to itself, it would run during a measurement. */
async function vacuum({ world, schemaName }: BenchTenant): Promise<void> {
  const client = new pg.Client({ connectionString: world.superuserUrl });
  await client.connect();
  try {
    await client.query(`vacuum (analyze) "${schemaName}".messages`);
  } finally {
    await client.end();
  }
}

/** Repeats the same absence: each run begins with a copy of the replica before it. */
async function measure(options: {
  readonly tenant: BenchTenant;
  readonly agent: BenchAgent;
  readonly before: string;
  readonly warmUps: number;
  readonly runs: number;
}): Promise<CaughtUp> {
  const { tenant, agent, before, warmUps, runs } = options;
  const results: CaughtUp[] = [];
  for (let run = 0; run < warmUps + runs; run += 1) {
    const directory = join(tenant.world.directory, randomUUID());
    await cp(before, directory, { recursive: true });
    const result = await connectOnce(tenant, agent, directory);
    await rm(directory, { recursive: true });
    if (run >= warmUps) results.push(result);
  }
  return {
    ms: median(results.map(({ ms }) => ms)),
    msInReplica: median(results.map(({ msInReplica }) => msInReplica)),
    bytes: median(results.map(({ bytes }) => bytes)),
  };
}

async function connectOnce(tenant: BenchTenant, agent: BenchAgent, directory: string): Promise<CaughtUp> {
  await using replica = await RealReplica.open(tenant, agent, directory);
  const began = nowMs();
  const { committedAt, arrivedAt, delta }: AppliedDelta = await replica.connect();
  return {
    ms: committedAt - began,
    msInReplica: committedAt - arrivedAt,
    bytes: Buffer.byteLength(JSON.stringify(delta)),
  };
}

function figuresOf({ ms, msInReplica, bytes }: CaughtUp, suffix: string): readonly Figure[] {
  return [
    { metric: `ms${suffix}`, value: Math.round(ms), unit: 'ms' },
    { metric: `ms_of_it_in_replica${suffix}`, value: Math.round(msInReplica), unit: 'ms' },
    { metric: `bytes${suffix}`, value: bytes, unit: 'bytes' },
  ];
}

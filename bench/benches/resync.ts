import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import type { Bench } from '../bench.ts';
import { RealReplica } from '../clients/real-replica.ts';
import { nowMs } from '../clock.ts';
import { insertConversations, insertRelatedRows } from '../world/bulk-data.ts';

const sizes = {
  full: { conversations: 10_000, messagesEach: 20, differing: 100 },
  tiny: { conversations: 5, messagesEach: 4, differing: 2 },
};

const readEveryMs = 5;

/** Divisor of the number of rows with `--small`. */
const smallShare = 10;

/** Cost of a restore for a device whose rows have hardly changed. */
export const resync: Bench = {
  name: 'resync',
  about:
    'digest resync of 10,000 conversations with 200,000 messages, of which 100 differ; a tenth with --small',
  run: async ({ world, size, flags }) => {
    const { conversations, messagesEach, differing } = sizes[size];
    const tenant = await world.createTenant();
    const agent = await tenant.createAgent();
    const count = flags.has('small') ? conversations / smallShare : conversations;
    const ids = await insertConversations(tenant, {
      assignedTo: agent.userId,
      status: 'open',
      count,
      messagesEach,
    });
    await insertRelatedRows(tenant, agent.userId);
    await tenant.sql('analyze');
    await using replica = await RealReplica.open(tenant, agent, join(world.directory, randomUUID()));
    await replica.connect();
    await replica.disconnect();
    for (const index of await replica.account.missingIndexes()) await replica.account.buildIndex(index);

    const digests = await digestAlone(replica);
    await tenant.sql(`update messages set content = content || '!' where conversation_id = any($1)`, [
      ids.slice(0, differing),
    ]);
    await tenant.sql('update sync_state set generation = generation + 1');
    const sent = { conversations: new Set<number>(), bytes: 0 };
    replica.onApplied = ({ delta }) => {
      for (const { conversationId } of delta.entered) sent.conversations.add(conversationId);
      for (const { rows } of delta.parts) sent.bytes += rows.length;
      for (const copy of delta.copies) sent.bytes += ('bytes' in copy ? copy.bytes : copy.text).length;
    };
    const began = nowMs();
    const { committedAt } = await replica.connect();
    return [
      { metric: 'ms', value: Math.round(committedAt - began), unit: 'ms' },
      { metric: 'replica_digest_ms', value: Math.round(digests.ms), unit: 'ms' },
      { metric: 'longest_read_wait_ms', value: Math.round(digests.longestReadMs), unit: 'ms' },
      { metric: 'conversations_sent', value: sent.conversations.size, unit: 'conversations' },
      { metric: 'bytes', value: sent.bytes, unit: 'bytes' },
    ];
  },
};

/** Measures the replica's share of a resync, and the longest delay of a read of the agent during it. */
async function digestAlone({ account }: RealReplica): Promise<{ ms: number; longestReadMs: number }> {
  const over = new AbortController();
  const reading = longestRead(account, over.signal);
  const began = nowMs();
  for await (const _report of account.verification.digests.all());
  const ms = nowMs() - began;
  over.abort();
  return { ms, longestReadMs: await reading };
}

/** Counted from the time at which the read was due: while PGlite works, nothing else in the process runs. */
async function longestRead({ database }: RealReplica['account'], over: AbortSignal): Promise<number> {
  let longest = 0;
  while (!over.aborted) {
    const due = nowMs() + readEveryMs;
    await new Promise((resolve) => setTimeout(resolve, readEveryMs));
    await database.rows('select count(*) from users');
    longest = Math.max(longest, nowMs() - due);
  }
  return longest;
}

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { deferredIndexes } from '@holdfast/schema/replica/deferred-indexes';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';

import { createFromTemplate, templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import { RemotePresence } from '@holdfast/desktop/replica/presence/remote-presence';
import { conversationTimeline } from '@holdfast/desktop/replica/queries/conversation-timeline';
import { inboxList } from '@holdfast/desktop/replica/queries/inbox-list';
import type { QueryContext } from '@holdfast/desktop/replica/queries/query-context';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';
import type { Bench } from '../bench.ts';
import { RealReplica, replicaPaths } from '../clients/real-replica.ts';
import { nowMs } from '../clock.ts';
import { median, toHundredths } from '../measure.ts';
import type { BenchAgent, BenchTenant } from '../world/bench-tenant.ts';
import { insertConversations, insertRelatedRows } from '../world/bulk-data.ts';

const sizes = {
  full: { conversations: 10_000, messagesEach: 20, warmUps: 1, runs: 5 },
  tiny: { conversations: 3, messagesEach: 4, warmUps: 0, runs: 1 },
};

/** Divisor of the number of rows with `--small`. */
const smallShare = 10;

type CopyFormat = 'text' | 'binary';

interface CopiedTable {
  readonly name: string;
  readonly blobs: Readonly<Record<CopyFormat, Blob>>;
}

/** Durations of one first sync, in milliseconds. */
interface FirstSyncRun {
  /** Until every conversation is in the list, and the list and the newest conversation have been read. */
  readonly usable: number;
  /** Until every row is committed. */
  readonly complete: number;
  /**
   * Until the deferred indexes are built as well, without the pauses in which the replica waits for the agent to be
   * idle.
   */
  readonly indexed: number;
  /** Longest time that a read waits for an index that is being built. */
  readonly longestWait: number;
  /** Total time of applying deltas. */
  readonly applying: number;
  readonly deltas: number;
}

/**
 * Durations of PGlite's own COPY of the same rows, in milliseconds: until they are committed, and until the indexes are
 * built.
 */
interface CopyRun {
  readonly complete: number;
  readonly indexed: number;
}

export const firstSync: Bench = {
  name: 'first-sync',
  about: '10,000 conversations with 200,000 messages into a replica that is empty; a tenth with --small',
  run: async ({ world, size, flags }) => {
    const { conversations, messagesEach, warmUps, runs } = sizes[size];
    const tenant = await world.createTenant();
    const agent = await tenant.createAgent();
    const count = flags.has('small') ? conversations / smallShare : conversations;
    await insertConversations(tenant, { assignedTo: agent.userId, status: 'open', count, messagesEach });
    await insertRelatedRows(tenant, agent.userId);
    await tenant.sql('analyze');

    const synced: FirstSyncRun[] = [];
    const copied: CopyRun[] = [];
    const copiedBinary: CopyRun[] = [];
    let rows = 0;
    for (let run = 0; run < warmUps + runs; run += 1) {
      const directory = join(world.directory, randomUUID());
      const sync = await syncOnce(tenant, agent, { directory, count });
      const exported = await exportTables(replicaPaths(directory).database);
      rows = exported.rows;
      await rm(directory, { recursive: true });
      const copy = (format: CopyFormat) =>
        copyOnce(join(world.directory, randomUUID()), exported.tables, format);
      const [text, binary] = [await copy('text'), await copy('binary')];
      if (run < warmUps) continue;
      synced.push(sync);
      copied.push(text);
      copiedBinary.push(binary);
    }
    const of = (pick: (run: FirstSyncRun) => number) => median(synced.map(pick));
    const ofCopy = (pick: (run: CopyRun) => number) => median(copied.map(pick));
    const rate = (rows * 1000) / of(({ complete }) => complete);
    const limit = (rows * 1000) / ofCopy(({ complete }) => complete);
    const binaryLimit = (rows * 1000) / median(copiedBinary.map(({ complete }) => complete));
    // Each run is compared with the copies right after it, because the machine's speed changes from minute to minute.
    const ratioTo = (copies: readonly CopyRun[]) =>
      toHundredths(
        median(synced.map(({ complete }, run) => (copies[run]?.complete ?? Number.NaN) / complete)),
      );
    return [
      { metric: 'rows', value: rows, unit: 'rows' },
      { metric: 'rows_per_s', value: Math.round(rate), unit: 'rows/s' },
      { metric: 'limit_rows_per_s', value: Math.round(limit), unit: 'rows/s' },
      { metric: 'ratio', value: ratioTo(copied), unit: 'ratio' },
      { metric: 'limit_binary_rows_per_s', value: Math.round(binaryLimit), unit: 'rows/s' },
      { metric: 'ratio_to_binary', value: ratioTo(copiedBinary), unit: 'ratio' },
      { metric: 'first_usable_ms', value: Math.round(of(({ usable }) => usable)), unit: 'ms' },
      { metric: 'indexed_ms', value: Math.round(of(({ indexed }) => indexed)), unit: 'ms' },
      { metric: 'limit_indexed_ms', value: Math.round(ofCopy(({ indexed }) => indexed)), unit: 'ms' },
      {
        metric: 'longest_wait_for_index_ms',
        value: Math.round(of(({ longestWait }) => longestWait)),
        unit: 'ms',
      },
      { metric: 'ms_of_it_in_replica', value: Math.round(of(({ applying }) => applying)), unit: 'ms' },
      { metric: 'deltas', value: of(({ deltas }) => deltas), unit: 'deltas' },
    ];
  },
};

async function syncOnce(
  tenant: BenchTenant,
  agent: BenchAgent,
  { directory, count }: { readonly directory: string; readonly count: number },
): Promise<FirstSyncRun> {
  await using replica = await RealReplica.open(tenant, agent, directory);
  const held = new Set<number>();
  let applying = 0;
  let deltas = 0;
  let reading: Promise<void> | undefined;
  let usable = 0;
  const began = nowMs();
  replica.onApplied = ({ delta, arrivedAt, committedAt }) => {
    applying += committedAt - arrivedAt;
    deltas += 1;
    for (const { conversationId } of delta.entered) held.add(conversationId);
    if (held.size < count || reading !== undefined) return;
    reading = readInbox(replica).then(() => {
      usable = nowMs() - began;
    });
  };
  const { committedAt } = await replica.connect();
  await reading;
  const builds: number[] = [];
  for (const index of await replica.account.missingIndexes()) {
    const beganIndex = nowMs();
    await replica.account.buildIndex(index);
    builds.push(nowMs() - beganIndex);
  }
  const complete = committedAt - began;
  const indexed = builds.reduce((sum, ms) => sum + ms, complete);
  return { usable, complete, indexed, longestWait: Math.max(...builds), applying, deltas };
}

/** Reads what a window displays first: the list, and the newest conversation. */
async function readInbox({ account }: RealReplica): Promise<void> {
  const context: QueryContext = {
    database: account.database,
    userId: account.userId,
    drafts: new Map(),
    presence: new RemotePresence(),
  };
  const { result } = await inboxList(context, { view: 'mine', limit: 100 });
  const [newest] = result.rows;
  if (newest === undefined) throw new Error('The inbox is empty.');
  const timeline = await conversationTimeline(context, { id: newest.id, limit: 100 });
  if (timeline.result.items.every(({ kind }) => kind !== 'message'))
    throw new Error('The newest conversation has no messages yet.');
}

async function exportTables(directory: string): Promise<{ tables: readonly CopiedTable[]; rows: number }> {
  const database = await PGlite.create(directory);
  const tables: CopiedTable[] = [];
  let rows = 0;
  for (const { name } of syncedTables) {
    const { blob: text, affectedRows = 0 } = await database.query(`copy ${name} to '/dev/blob'`);
    const { blob: binary } = await database.query(`copy ${name} to '/dev/blob' (format binary)`);
    // PGlite returns no blob for an empty table.
    if (text !== undefined && binary !== undefined) tables.push({ name, blobs: { text, binary } });
    rows += affectedRows;
  }
  await database.close();
  return { tables, rows };
}

/** The limit: copies the same rows into the same tables, in one transaction, and then builds the same indexes. */
async function copyOnce(
  directory: string,
  tables: readonly CopiedTable[],
  format: CopyFormat,
): Promise<CopyRun> {
  await createFromTemplate(directory, templateAt(await testTemplateDirectory()));
  const database = await PGlite.create(directory);
  const began = nowMs();
  await database.transaction(async (transaction) => {
    await transaction.exec('set local session_replication_role = replica');
    for (const { name, blobs } of tables)
      await transaction.query(`copy ${name} from '/dev/blob' (format ${format})`, [], {
        blob: blobs[format],
      });
  });
  const complete = nowMs() - began;
  for (const { name, table, on } of deferredIndexes)
    await database.exec(`create index ${name} on ${table} ${on}`);
  const indexed = nowMs() - began;
  await database.close();
  await rm(directory, { recursive: true });
  return { complete, indexed };
}

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { openReplicaDatabase } from '../database/replica-database.ts';
import { templateAt } from '../database/replica-directory.ts';
import { IdleScheduler } from '../idle/idle-scheduler.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { copiedDelta, found, staleSearchTerms } from '@holdfast/testkit/replica/search-fixture';
import { StatedActivity } from '@holdfast/testkit/replica/stated-activity';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';
import { indexMessages, readUnindexed } from './index-messages.ts';
import { SearchIndexer } from './search-indexer.ts';

const conversations = 100;
const messagesEach = 20;
/** Maximum wait of a read, on a machine that runs other work too. The target duration of a batch is 15 ms. */
const maxWaitMs = 1000;

let replica: LocalReplica;

beforeEach(async () => {
  replica = await LocalReplica.open();
  await replica.apply(copiedDelta(conversations, messagesEach));
});
afterEach(() => replica[Symbol.asyncDispose]());

interface State {
  idleMs: number;
  isComplete: boolean;
}

function indexerOf(database: ReplicaDatabase, state: State) {
  const seen = { batches: 0, rounds: 0, failures: [] as unknown[] };
  const activity = new StatedActivity(state);
  const indexer = new SearchIndexer({
    idle: new IdleScheduler(activity),
    isComplete: () => state.isComplete,
    unindexed: (limit) => readUnindexed(database, limit),
    index: async (ids, size) => {
      const isUpToDate = await indexMessages(database, ids, size);
      seen.batches += 1;
      return isUpToDate;
    },
    onIndexed: () => {
      seen.rounds += 1;
    },
    onFailure: (error) => seen.failures.push(error),
  });
  return { activity, indexer, seen };
}

it('D4 messages are indexed in batches after the first sync, and a read waits for at most one batch', async () => {
  expect(await replica.count('words_waiting')).toBe(conversations);
  const { indexer, seen } = indexerOf(replica.database, { idleMs: 5000, isComplete: true });
  let longestMs = 0;
  let reads = 0;
  while (seen.rounds === 0) {
    const requestedAt = performance.now();
    // A window's request is a separate task: it waits for the running batch, then for its rows.
    await new Promise((resolve) => setTimeout(resolve, 1));
    await replica.database.rows(`select id from conversations order by last_message_at desc limit 50`);
    longestMs = Math.max(longestMs, performance.now() - requestedAt);
    reads += 1;
  }
  await indexer.stop();
  expect(seen.failures).toEqual([]);
  expect(seen.batches).toBeGreaterThan(10);
  expect(reads).toBeGreaterThan(seen.batches);
  expect(longestMs).toBeLessThan(maxWaitMs);
  expect(await replica.count('words_waiting')).toBe(0);
  expect(await staleSearchTerms(replica.database)).toEqual([]);
});

it('D4 nothing is indexed before the first sync is complete, nor while the replica is in use', async () => {
  const state = { idleMs: 0, isComplete: false };
  const { activity, indexer, seen } = indexerOf(replica.database, state);
  state.isComplete = true;
  await expect.poll(() => activity.looks, { timeout: 5000 }).toBeGreaterThan(2);
  expect(seen.batches).toBe(0);
  state.idleMs = 5000;
  await expect.poll(() => seen.batches, { interval: 1, timeout: 5000 }).toBeGreaterThan(0);
  // The agent becomes active: the running batch ends, and no other begins.
  state.idleMs = 0;
  const { batches } = seen;
  const { looks } = activity;
  await expect.poll(() => activity.looks, { timeout: 5000 }).toBeGreaterThan(looks + 1);
  expect(seen.batches).toBeLessThanOrEqual(batches + 1);
  await indexer.stop();
  expect(await replica.count('words_waiting')).toBeGreaterThan(0);
});

it('D4 killed during indexing, it resumes where it was and indexes nothing twice', async () => {
  const { indexer, seen } = indexerOf(replica.database, { idleMs: 5000, isComplete: true });
  await expect.poll(() => seen.batches, { interval: 1, timeout: 5000 }).toBeGreaterThan(3);
  await indexer.stop();
  // A copy of the files as a kill would leave them.
  const killed = join(replica.directory, 'killed');
  await cp(join(replica.directory, 'replica'), killed, { recursive: true });
  const template = templateAt(await testTemplateDirectory());
  const { database, quarantined } = await openReplicaDatabase(killed, template);
  try {
    expect(quarantined).toBeNull();
    const placesOf = () =>
      database.rows<{ id: number; place: string }>(
        `select message_id as id, ctid::text as place from message_words order by 1`,
      );
    const before = await placesOf();
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(conversations * messagesEach);
    const second = indexerOf(database, { idleMs: 5000, isComplete: true });
    await expect.poll(() => second.seen.rounds, { timeout: 30_000 }).toBe(1);
    await second.indexer.stop();
    expect(await placesOf()).toEqual(expect.arrayContaining([...before]));
    expect(await staleSearchTerms(database)).toEqual([]);
    expect((await found(database, 'word31')).length).toBeGreaterThan(0);
  } finally {
    await database.close();
  }
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { deferredIndexes } from '@holdfast/schema/replica/deferred-indexes';
import { buildIndexesWhenIdle } from '../idle/index-builder.ts';
import { IdleScheduler } from '../idle/idle-scheduler.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { StatedActivity } from '@holdfast/testkit/replica/stated-activity';
import { firstDelta } from '@holdfast/testkit/replica/test-rows';
import { buildIndex, missingIndexes } from './deferred-indexes.ts';

let replica: LocalReplica;

beforeEach(async () => {
  replica = await LocalReplica.open();
});
afterEach(() => replica[Symbol.asyncDispose]());

const indexNames = async () =>
  (
    await replica.database.rows<{ name: string }>(
      `select indexname as name from pg_indexes where schemaname = 'public'`,
    )
  ).map(({ name }) => name);

function builder(state: { idleMs: number; isComplete: boolean }) {
  const built: string[] = [];
  const failures: unknown[] = [];
  const activity = new StatedActivity(state);
  const indexes = buildIndexesWhenIdle({
    idle: new IdleScheduler(activity),
    isComplete: () => state.isComplete,
    missing: () => missingIndexes(replica.database),
    build: async (index) => {
      built.push(index.name);
      await buildIndex(replica.database, index);
    },
    onFailure: (error) => failures.push(error),
  });
  return { activity, built, failures, indexes };
}

it('D4 a new replica has only the indexes that queries need during the first sync', async () => {
  const names = await indexNames();
  expect(names).toContain('messages_conversation_id_created_at_index');
  expect(names).toContain('message_attachments_message_id_type_index');
  expect(names.filter((name) => name.includes('row_xid'))).toEqual([]);
  expect(names.filter((name) => deferredIndexes.some((index) => index.name === name))).toEqual([]);
});

it('D4 deferred indexes are built once, after the first sync, while the replica is idle', async () => {
  await replica.apply(firstDelta([1, 2]));
  const state = { idleMs: 0, isComplete: true };
  const first = builder(state);
  await expect.poll(() => first.activity.looks, { timeout: 5000 }).toBeGreaterThan(2);
  expect(first.built).toEqual([]);
  state.idleMs = 5000;
  await expect.poll(() => first.built.length).toBe(3);
  state.idleMs = 0;
  await first.indexes.stop();
  await replica.reopen();
  state.idleMs = 5000;
  const second = builder(state);
  await expect.poll(async () => (await missingIndexes(replica.database)).length, { timeout: 30_000 }).toBe(0);
  await second.indexes.stop();
  expect([...first.built, ...second.built].toSorted()).toEqual(
    deferredIndexes.map(({ name }) => name).toSorted(),
  );
  expect([...first.failures, ...second.failures]).toEqual([]);
  expect(await replica.count('messages')).toBe(2);
});

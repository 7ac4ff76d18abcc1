import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Down } from '@holdfast/schema/protocol/down';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { createMetrics } from '../../metrics/create-metrics.ts';
import { createConversations } from '@holdfast/testkit/server/many-conversations';
import { ModelReplica } from '@holdfast/testkit/server/model-replica';
import { createAgent, operatorSql, type FixtureAgent } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import { deltaBytes } from '../delta/delta-bytes.ts';
import { FirstSyncAdmission } from './first-sync-admission.ts';
import { AckWindow } from './ack-window.ts';
import { SyncSession } from './sync-session.ts';
import { Tailer } from '../tailer/tailer.ts';

const mebibyte = 1024 * 1024;

let database: TestDatabase;
let tenant: Tenant;
let tailer: Tailer;
let firstSyncs: FirstSyncAdmission;
let mara: FixtureAgent;
let now: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  const { userId: assignedTo } = mara;
  await createConversations(database.pool, tenant, {
    assignedTo,
    count: 700,
    messagesEach: 20,
    length: 200,
  });
});
beforeEach(() => {
  now = Date.now();
  firstSyncs = new FirstSyncAdmission(1);
  const onError = (error: unknown) => expect(error).toBeUndefined();
  tailer = new Tailer({
    pool: database.pool,
    schemaName: tenant.schemaName,
    metrics: createMetrics(),
    onError,
  });
});
afterAll(() => database.close());

/** Connects a replica. It acknowledges only when the test calls `acknowledgeOne` or `acknowledgeAll`. */
function connect(version = protocolVersion) {
  const closed = new AbortController();
  const socket = { bufferedBytes: 0 };
  const session = new SyncSession({
    id: 'test',
    schemaName: tenant.schemaName,
    userId: mara.userId,
    deviceId: mara.deviceId,
    hello: {
      protocolVersion: version,
      schemaHash: schemaHash(),
      cursor: null,
      oldestPendingMutationId: null,
      heldWhole: [],
      heldQueue: [],
      heldHeaders: [],
      held: [],
    },
    tailer,
    flow: new AckWindow(),
    firstSyncs,
    metrics: createMetrics(),
    presence: null,
    readLastMutationId: () => Promise.resolve(0),
    bufferedBytes: () => socket.bufferedBytes,
    clock: () => new Date(now),
    random: () => 0,
    closed: closed.signal,
    draining: new AbortController().signal,
  });
  const replica = new ModelReplica();
  const received: Down[] = [];
  const unacknowledged: Delta[] = [];
  let acknowledges = false;
  let wakes = false;
  const largest = { unacknowledged: 0 };
  const acknowledgeOne = () => {
    const delta = unacknowledged.shift();
    if (delta !== undefined) session.acknowledge(delta.batchId);
    return delta;
  };
  const done = (async () => {
    for await (const down of session.run()) {
      received.push(down);
      if (wakes) session.wake();
      if (down.type !== 'delta') continue;
      replica.apply(down);
      unacknowledged.push(down);
      const bytes = unacknowledged.reduce((sum, delta) => sum + deltaBytes(delta), 0);
      largest.unacknowledged = Math.max(largest.unacknowledged, bytes);
      if (acknowledges) acknowledgeOne();
    }
  })();
  const stop = async () => {
    closed.abort();
    await done;
  };
  return {
    replica,
    received,
    unacknowledged,
    largest,
    socket,
    acknowledgeOne,
    wakeWithEach: () => {
      wakes = true;
    },
    stop,
    acknowledgeAll: () => {
      acknowledges = true;
      while (unacknowledged.length > 0) acknowledgeOne();
    },
    remaining: () => received.flatMap((down) => (down.type === 'delta' ? [down.remaining] : [])).at(-1),
    ahead: () => received.flatMap((down) => (down.type === 'waiting' ? [down.ahead] : [])),
  };
}

const soon = { interval: 5 };

test('D3 a first sync has two deltas in flight, never more than 2 MiB, and continues with each acknowledgement', async () => {
  const connected = connect();
  let acknowledged = 0;
  while (connected.remaining() !== 0) {
    // The last deltas can arrive one at a time.
    const inFlight = acknowledged < 3 ? 2 : 1;
    await expect.poll(() => connected.unacknowledged.length, soon).toBeGreaterThanOrEqual(inFlight);
    connected.acknowledgeOne();
    acknowledged += 1;
  }
  expect(acknowledged).toBeGreaterThan(3);
  expect(connected.largest.unacknowledged).toBeLessThanOrEqual(2 * mebibyte);
  expect(connected.largest.unacknowledged).toBeGreaterThan(mebibyte);
  expect(connected.replica.contents()['messages']).toHaveLength(14_000);
  connected.acknowledgeAll();
  await operatorSql(database.pool, tenant, `update users set name = 'Mara, live' where id = $1`, [
    mara.userId,
  ]);
  await expect.poll(() => JSON.stringify(connected.replica.contents()['users']), soon).toContain('live');
  await connected.stop();
});

test('D4 prefetched steps are kept while the replica acknowledges within a second, even if other events wake its session', async () => {
  const compute = tailer.computeAhead.bind(tailer);
  let computed = 0;
  tailer.computeAhead = (wanted) => {
    const onDelta = (delta: ComputedDelta) => {
      computed += 1;
      wanted.onDelta(delta);
    };
    return compute({ ...wanted, onDelta });
  };
  const connected = connect();
  connected.wakeWithEach();
  const { unacknowledged, acknowledgeOne } = connected;
  for (let taken = 0; taken < 3; taken += 1) {
    await expect.poll(() => unacknowledged.length, soon).toBe(2);
    // The third step is computed and has no room.
    await expect.poll(() => computed, soon).toBeGreaterThan(taken + 2);
    await nextTurn();
    acknowledgeOne();
  }
  connected.acknowledgeAll();
  await expect.poll(() => connected.remaining(), soon).toBe(0);
  expect(computed).toBe(connected.received.filter(({ type }) => type === 'delta').length);
  await connected.stop();
});

test('D3 prefetched steps are dropped for a replica that reads nothing', async () => {
  const connected = connect();
  const { unacknowledged, received, socket, acknowledgeOne } = connected;
  for (let taken = 0; taken < 3; taken += 1) {
    await expect.poll(() => unacknowledged.length, soon).toBe(2);
    acknowledgeOne();
  }
  await expect.poll(() => unacknowledged.length, soon).toBe(2);
  socket.bufferedBytes = 2 * mebibyte;
  await operatorSql(database.pool, tenant, `update users set name = 'Mara, meanwhile' where id = $1`, [
    mara.userId,
  ]);
  acknowledgeOne();
  acknowledgeOne();
  await expect.poll(() => unacknowledged.length, soon).toBe(1);
  const before = received.length;
  acknowledgeOne();
  await new Promise((resolve) => setImmediate(resolve));
  socket.bufferedBytes = 0;
  connected.acknowledgeAll();
  await expect.poll(() => received.length, soon).toBeGreaterThan(before);
  expect(JSON.stringify(received[before])).toContain('meanwhile');
  await connected.stop();
});

test('D4 a waiting first sync is sent the number of sessions before it, and is admitted when one of them ends', async () => {
  const [first, second, third] = [connect(), connect(), connect()];
  await expect.poll(() => first.unacknowledged.length, soon).toBeGreaterThan(0);
  await expect.poll(() => [second.ahead(), third.ahead()], soon).toEqual([[1], [2]]);
  await first.stop();
  await expect.poll(() => second.unacknowledged.length, soon).toBeGreaterThan(0);
  await expect.poll(() => third.ahead(), soon).toEqual([2, 1]);
  second.acknowledgeAll();
  await expect.poll(() => second.remaining(), soon).toBe(0);
  await expect.poll(() => third.unacknowledged.length, soon).toBeGreaterThan(0);
  await Promise.all([second.stop(), third.stop()]);
  expect([firstSyncs.running, firstSyncs.waiting]).toEqual([0, 0]);
});

test('D4 a replica that acknowledges nothing for 10 s loses its slot to waiting ones, and is admitted again later', async () => {
  const [silent, waiting] = [connect(), connect()];
  await expect.poll(() => silent.unacknowledged.length, soon).toBe(2);
  await expect.poll(() => waiting.ahead(), soon).toEqual([1]);
  now += 11_000;
  waiting.acknowledgeAll();
  await expect.poll(() => waiting.remaining(), soon).toBe(0);
  silent.acknowledgeAll();
  await expect.poll(() => silent.remaining(), soon).toBe(0);
  expect(silent.replica.contents()).toEqual(waiting.replica.contents());
  await Promise.all([silent.stop(), waiting.stop()]);
});

test('Versions: a client of protocol version 2 is welcomed with that version and receives rows as text', async () => {
  const old = connect(2);
  old.acknowledgeAll();
  await expect.poll(() => old.remaining(), soon).toBe(0);
  expect(old.received[0]).toMatchObject({ type: 'welcome', protocolVersion: 2 });
  const copies = old.received.flatMap((down) => (down.type === 'delta' ? down.copies : []));
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter((copy) => 'bytes' in copy)).toEqual([]);
  await old.stop();
});

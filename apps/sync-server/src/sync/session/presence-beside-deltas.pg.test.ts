import type { Down } from '@holdfast/schema/protocol/down';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { createMetrics } from '../../metrics/create-metrics.ts';
import { PresenceRegistry } from '../../presence/presence-registry.ts';
import { createAgent, createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { ProcessWakeUps } from '../../wake-ups/process-wake-ups.ts';
import { FirstSyncAdmission } from './first-sync-admission.ts';
import { AckWindow } from './ack-window.ts';
import { SyncSession } from './sync-session.ts';
import { Tailer } from '../tailer/tailer.ts';

const soon = { interval: 5 };

let database: TestDatabase;
let tenant: Tenant;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
});
afterAll(() => database.close());

/** A session that holds a conversation of the queue, and a colleague who can open it. */
async function connect() {
  const { pool } = database;
  const conversationId = await createConversation(pool, tenant, { assignedTo: null });
  const agent = await createAgent(pool, tenant, `agent ${conversationId}`);
  const metrics = createMetrics();
  const registry = new PresenceRegistry();
  const broadcaster = new ProcessWakeUps(() => undefined);
  const openHandle = (sessionId: string, userId: number) =>
    registry.open({ schemaName: tenant.schemaName, sessionId, userId, broadcaster });
  const closed = new AbortController();
  const socket = { bufferedBytes: 0 };
  const received: Down[] = [];
  const session = new SyncSession({
    id: 'own',
    schemaName: tenant.schemaName,
    userId: agent.userId,
    deviceId: agent.deviceId,
    hello: {
      protocolVersion,
      schemaHash: schemaHash(),
      cursor: null,
      oldestPendingMutationId: null,
      heldWhole: [],
      heldQueue: [],
      heldHeaders: [],
      held: [],
    },
    tailer: new Tailer({ pool, schemaName: tenant.schemaName, metrics, onError: () => undefined }),
    flow: new AckWindow(),
    firstSyncs: new FirstSyncAdmission(1),
    metrics,
    presence: openHandle('own', agent.userId),
    readLastMutationId: () => Promise.resolve(0),
    bufferedBytes: () => socket.bufferedBytes,
    clock: () => new Date(),
    random: () => 0,
    closed: closed.signal,
    draining: new AbortController().signal,
  });
  const running = (async () => {
    for await (const message of session.run()) received.push(message);
  })();
  await expect.poll(() => session.held.has(conversationId), soon).toBe(true);
  const colleague = openHandle('other', agent.userId + 1_000_000);
  colleague.subscribe({ holds: () => true, wake: () => undefined });
  const stop = async () => {
    closed.abort();
    await running;
  };
  return { conversationId, session, colleague, socket, received, stop };
}

function presences(received: readonly Down[]) {
  return received.flatMap((message) => (message.type === 'presence' ? [message.people] : []));
}

test('P1 a slow session receives no presence until there is room, and then the current state once', async () => {
  const { conversationId, session, colleague, socket, received, stop } = await connect();
  socket.bufferedBytes = Number.MAX_SAFE_INTEGER;
  for (const activity of ['viewing', 'typing', 'viewing', 'typing'] as const) {
    expect(colleague.update(conversationId, activity)).toBe(true);
    session.acknowledge(0);
    await new Promise(setImmediate);
  }
  expect(presences(received)).toEqual([]);
  socket.bufferedBytes = 0;
  session.acknowledge(0);
  await expect.poll(() => presences(received).length, soon).toBe(1);
  expect(presences(received)[0]).toMatchObject([{ activity: 'typing' }]);
  await stop();
});

test('P1 presence does not count toward the acknowledgement window', async () => {
  const { conversationId, colleague, received, stop } = await connect();
  for (const activity of ['viewing', 'typing', 'viewing', 'typing', 'viewing', 'typing'] as const) {
    const before = presences(received).length;
    colleague.update(conversationId, activity);
    await expect.poll(() => presences(received).length, soon).toBe(before + 1);
  }
  const deltas = () => received.filter(({ type }) => type === 'delta').length;
  const before = deltas();
  await operatorSql(database.pool, tenant, `update users set name = name || '.'`);
  await expect.poll(deltas, soon).toBe(before + 1);
  await stop();
});

import { randomUUID } from 'node:crypto';

import type { Delta } from '@holdfast/schema/protocol/delta';
import { downSchema, type Down } from '@holdfast/schema/protocol/down';
import type { Hello } from '@holdfast/schema/protocol/hello';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import { TRPCClientError } from '@trpc/client';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';

import type { Tenant } from '../db/tenant-directory.ts';
import {
  createTestUser,
  openSocket,
  startTestServer,
  testPassword,
} from '@holdfast/testkit/server/start-test-server';
import { createConversation, mutation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';

let database: TestDatabase;
let running: Awaited<ReturnType<typeof startTestServer>>;
let tenant: Tenant;
const open: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  running = await startTestServer(database);
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});
afterAll(async () => {
  await running.stop();
  await database.close();
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const firstHello: Hello = {
  protocolVersion,
  schemaHash: schemaHash(),
  cursor: null,
  oldestPendingMutationId: null,
  heldWhole: [],
  heldQueue: [],
  heldHeaders: [],
  held: [],
};

/** Signs in a new agent on a new device and opens a socket. */
async function agentOnline() {
  const user = await createTestUser(database, tenant.slug);
  const signedIn = await running.http.auth.signIn.mutate({
    tenant: tenant.slug,
    email: user.email,
    password: testPassword,
    device: { uuid: randomUUID(), name: 'test' },
  });
  const socket = openSocket(running.url, signedIn.accessToken);
  open.push(() => socket.close());
  return { userId: user.id, deviceId: signedIn.deviceId, ...socket };
}

type Agent = Awaited<ReturnType<typeof agentOnline>>;

/** Opens a session and reads its messages one after the other. */
function listen(agent: Agent, hello: Hello = firstHello) {
  const received: Down[] = [];
  const errors: unknown[] = [];
  let wake = () => {};
  const subscription = agent.client.sync.session.subscribe(hello, {
    onData: (message) => {
      received.push(downSchema.parse(message));
      wake();
    },
    onError: (error) => {
      errors.push(error);
      wake();
    },
  });
  async function next(): Promise<Down> {
    for (;;) {
      const message = received.shift();
      if (message !== undefined) return message;
      if (errors.length > 0) throw errors.shift();
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  async function nextDelta(): Promise<Delta> {
    const message = await next();
    if (message.type !== 'delta') throw new Error(`expected a delta, received ${message.type}`);
    return message;
  }
  return { next, nextDelta, stop: () => subscription.unsubscribe() };
}

const tablesOf = (delta: Delta) => delta.parts.map((part) => part.table);

test('D1 a session receives the welcome, one catch-up delta, and then each change', async () => {
  const agent = await agentOnline();
  const id = await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  const session = listen(agent);
  expect(await session.next()).toMatchObject({ type: 'welcome', lastMutationId: 0 });
  const first = await session.nextDelta();
  expect(first.from).toBeNull();
  expect(first.entered).toContainEqual({ conversationId: id, scope: 'mine', windowFrom: null });
  await sql(`update conversations set priority = 'high' where id = $1`, [id]);
  const second = await session.nextDelta();
  expect(second.from).toEqual(first.to);
  expect(tablesOf(second)).toEqual(['customers', 'conversations']);
});

test('S4 a hello with 100,000 conversations is accepted', async () => {
  const agent = await agentOnline();
  const id = await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  const session = listen(agent);
  await session.next();
  const { to } = await session.nextDelta();
  session.stop();
  const largestId = 2 ** 40;
  const heldWhole = [id, ...Array.from({ length: 99_999 }, (_, index) => largestId - index)];
  const again = listen(agent, { ...firstHello, cursor: to, heldWhole });
  expect(await again.next()).toMatchObject({ type: 'welcome' });
  const delta = await again.nextDelta();
  expect(delta.from).toEqual(to);
  expect(delta.left).toHaveLength(99_999);
  expect(delta.entered).toEqual([]);
});

test('D2 a change without a wake-up is found by the poll', async () => {
  const agent = await agentOnline();
  const id = await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  const session = listen(agent);
  await session.next();
  await session.nextDelta();
  // Another pool, like that of another process: its commits send no wake-up to this server.
  await database.pool.query(`update ${tenant.schemaName}.conversations set priority = 'low' where id = $1`, [
    id,
  ]);
  expect(tablesOf(await session.nextDelta())).toEqual(['customers', 'conversations']);
});

test('D1 a session that reconnects with its cursor receives only the changes', async () => {
  const agent = await agentOnline();
  await createConversation(database.pool, tenant, { assignedTo: agent.userId, messageCount: 50 });
  const before = listen(agent);
  await before.next();
  const { to, entered } = await before.nextDelta();
  before.stop();
  await sql(`update users set name = 'Ada B.' where id = $1`, [agent.userId]);
  const after = listen(agent, { ...firstHello, cursor: to, held: entered });
  await after.next();
  const delta = await after.nextDelta();
  expect(delta.from).toEqual(to);
  expect(tablesOf(delta)).toEqual(['users']);
});

test('D3 a replica that does not acknowledge is sent nothing beyond its acknowledgement window', async () => {
  const agent = await agentOnline();
  const id = await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  const session = listen(agent);
  const welcome = await session.next();
  if (welcome.type !== 'welcome') throw new Error('not welcomed');
  const { sessionId } = welcome;
  const { batchId } = await session.nextDelta();
  // A batch larger than the limit is sent only when nothing is unacknowledged.
  await agent.client.sync.acknowledge.mutate({ sessionId, batchId });
  const write = () =>
    sql(
      `insert into messages (conversation_id, direction, sender_type, content) select $1, 'inbound', 'customer', repeat('x', 3000000) returning id`,
      [id],
    );
  await write();
  const large = await session.nextDelta();
  await write();
  await write();
  await agent.client.sync.acknowledge.mutate({ sessionId, batchId: large.batchId });
  // Both messages came while the session had no room, so they are in one delta: nothing was queued.
  const next = await session.nextDelta();
  expect(next.batchId).toBe(large.batchId + 1);
  expect(next.parts.find((part) => part.table === 'messages')?.rows.length).toBeGreaterThan(6_000_000);
});

test('M3 the result of a mutation and its effects arrive in one delta', async () => {
  const agent = await agentOnline();
  const conversationId = await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  const session = listen(agent);
  await session.next();
  await session.nextDelta();
  const { firstId } = await agent.client.sync.allocateIds.mutate();
  const note = mutation(1, 'addNote', {
    noteId: firstId,
    conversationId,
    content: 'Call back',
    isPinned: false,
  });
  expect(await agent.client.sync.push.mutate({ mutations: [note, note] })).toEqual({
    type: 'accepted',
    lastMutationId: 1,
  });
  const delta = await session.nextDelta();
  expect(tablesOf(delta)).toContain('conversation_notes');
  expect(delta.results).toEqual([
    { mutationId: 1, uuid: note.uuid, name: 'addNote', outcome: 'applied', code: null, details: {} },
  ]);
});

test('M3 the results of one push arrive in a few deltas, not one delta each', async () => {
  const agent = await agentOnline();
  const conversationId = await createConversation(database.pool, tenant, { assignedTo: agent.userId });
  const session = listen(agent);
  await session.next();
  await session.nextDelta();
  const { firstId } = await agent.client.sync.allocateIds.mutate();
  const notes = Array.from({ length: 60 }, (_, index) =>
    mutation(index + 1, 'addNote', {
      noteId: firstId + index,
      conversationId,
      content: `Note ${index}`,
      isPinned: false,
    }),
  );
  const pushed = agent.client.sync.push.mutate({ mutations: notes });
  const deltas: number[] = [];
  while (deltas.reduce((sum, count) => sum + count, 0) < notes.length) {
    deltas.push((await session.nextDelta()).results.length);
  }
  await pushed;
  // The poll can run in between, once per second.
  expect(deltas.length).toBeLessThan(10);
});

test('M3 a replica without a cursor receives the results of its pending mutations', async () => {
  const agent = await agentOnline();
  await agent.client.sync.push.mutate({
    mutations: [1, 2, 3].map((id) => mutation(id, 'useCannedResponse', { cannedResponseId: 1 })),
  });
  const session = listen(agent, { ...firstHello, oldestPendingMutationId: 2 });
  expect(await session.next()).toMatchObject({ lastMutationId: 3 });
  expect((await session.nextDelta()).results.map((result) => result.mutationId)).toEqual([2, 3]);
});

test('S5 one device cannot acknowledge for another', async () => {
  const [one, other] = [await agentOnline(), await agentOnline()];
  const welcome = await listen(one).next();
  if (welcome.type !== 'welcome') throw new Error('not welcomed');
  await expect(
    other.client.sync.acknowledge.mutate({ sessionId: welcome.sessionId, batchId: 1 }),
  ).rejects.toMatchObject({ data: { error: { code: 'HF_SESSION_UNKNOWN' } } });
});

test('Versions: a replica with other tables or another protocol gets HF_CLIENT_OUTDATED before any row', async () => {
  const agent = await agentOnline();
  for (const hello of [
    { ...firstHello, schemaHash: 'other' },
    { ...firstHello, protocolVersion: protocolVersion + 1 },
  ]) {
    const refusal: unknown = await listen(agent, hello)
      .next()
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TRPCClientError);
    expect(refusal).toMatchObject({ data: { error: { code: 'HF_CLIENT_OUTDATED' } } });
  }
});

const onlineEntriesOf = (userId: number) =>
  sql(`select count(*) from agent_presence where user_id = $1 and online_until > clock_timestamp()`, [
    userId,
  ]);

test('an agent is online exactly as long as a session lasts', async () => {
  const agent = await agentOnline();
  const online = () => onlineEntriesOf(agent.userId);
  const session = listen(agent);
  await session.next();
  await session.nextDelta();
  await expect.poll(online).toBe(1);
  session.stop();
  await expect.poll(online).toBe(0);
});

test('D6 a server that stops sends each session the time to reconnect', async () => {
  const stopping = await startTestServer(database);
  const user = await createTestUser(database, tenant.slug);
  const signedIn = await stopping.http.auth.signIn.mutate({
    tenant: tenant.slug,
    email: user.email,
    password: testPassword,
    device: { uuid: randomUUID(), name: 'test' },
  });
  const socket = openSocket(stopping.url, signedIn.accessToken);
  open.push(() => socket.close());
  const session = listen({ userId: user.id, deviceId: signedIn.deviceId, ...socket });
  await session.next();
  await session.nextDelta();
  const stopped = stopping.stop();
  const drainMessage = await session.next();
  expect(drainMessage).toEqual({ type: 'drain', reconnectAfterMs: expect.any(Number) });
  await stopped;
  expect(await onlineEntriesOf(user.id)).toBe(0);
});

import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

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
let accessToken: string;
let conversationId: number;
let firstId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  running = await startTestServer(database);
});
beforeEach(async () => {
  const user = await createTestUser(database, tenant.slug);
  const signedIn = await running.http.auth.signIn.mutate({
    tenant: tenant.slug,
    email: user.email,
    password: testPassword,
    device: { uuid: randomUUID(), name: 'test' },
  });
  ({ accessToken } = signedIn);
  conversationId = await createConversation(database.pool, tenant, { assignedTo: user.id });
  const socket = openSocket(running.url, accessToken);
  ({ firstId } = await socket.client.sync.allocateIds.mutate());
  await socket.close();
});
afterAll(async () => {
  await running.stop();
  await database.close();
});

function reply(id: number) {
  const content = { conversationId, content: `reply ${id}`, cannedResponseId: null };
  return mutation(id, 'sendMessage', { ...content, messageId: firstId + id });
}

async function sent(): Promise<number> {
  const count = `select count(*) from messages where conversation_id = $1 and direction = 'outbound'`;
  return await operatorSql(database.pool, tenant, count, [conversationId]);
}

const connect = () => openSocket(running.url, accessToken);

test('M2 the same push on three sockets at once is applied once, and all replies are equal', async () => {
  const sockets = [connect(), connect(), connect()];
  const mutations = [1, 2, 3, 4, 5].map(reply);
  const replies = await Promise.all(sockets.map(({ client }) => client.sync.push.mutate({ mutations })));
  expect(replies).toEqual(sockets.map(() => ({ type: 'accepted', lastMutationId: 5 })));
  expect(await sent()).toBe(5);
  await Promise.all(sockets.map((socket) => socket.close()));
});

test('M2 a push whose reply was lost with its socket is applied once when it is sent again with a later mutation', async () => {
  const cut = connect();
  const lost = cut.client.sync.push.mutate({ mutations: [1, 2].map(reply) }).catch(() => 'lost');
  await expect.poll(sent, { interval: 5 }).toBeGreaterThan(0);
  await cut.close();
  await lost;
  const again = connect();
  const response = await again.client.sync.push.mutate({ mutations: [1, 2, 3].map(reply) });
  expect(response).toEqual({ type: 'accepted', lastMutationId: 3 });
  expect(await sent()).toBe(3);
  await again.close();
});

test('M2 overlapping pushes out of order apply each mutation once, and a gap returns the expected id', async () => {
  const { client, close } = connect();
  const push = (...ids: number[]) => client.sync.push.mutate({ mutations: ids.map(reply) });
  expect(await push(2, 3)).toEqual({ type: 'gap', expectedId: 1 });
  expect(await push(1, 2)).toEqual({ type: 'accepted', lastMutationId: 2 });
  expect(await push(1)).toEqual({ type: 'accepted', lastMutationId: 2 });
  expect(await push(2, 4)).toEqual({ type: 'gap', expectedId: 3 });
  expect(await push(2, 3, 4)).toEqual({ type: 'accepted', lastMutationId: 4 });
  expect(await sent()).toBe(4);
  await close();
});

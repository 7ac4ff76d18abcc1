import { conversations } from '@holdfast/schema/tables/conversations';
import { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import { messages } from '@holdfast/schema/tables/messages';
import { asc, eq } from 'drizzle-orm';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';

import { isSignedPayload } from '../channels/http-channel/payload-signature.ts';
import type { TenantTransaction } from '../db/with-tenant.ts';
import { insertAgent, insertChannel, SIGNING_SECRET } from '../testing/channel-fixture.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { enterTenant } from '../use-cases/enter-tenant.ts';
import { loadChannel } from '../use-cases/load-channel.ts';
import { takeInEvents, type InTenant } from '../use-cases/take-in-events.ts';
import { enqueueOutboundMessage } from './enqueue.ts';

interface Received {
  key: string | undefined;
  signature: string;
  body: Buffer;
  text: string;
}

let database: TestDatabase;
let server: TestServer;
let receiver: Server;
let received: Received[];
/** What the receiver answers, attempt by attempt; 204 when there is nothing left. */
let answers: (number | 'hang-up')[];
let inTenant: InTenant;
let conversationId: number;
let agentId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  server = await startTestServer(database, { role: 'all', settings: { allowPrivateAddresses: true } });
  receiver = createServer((request, response) => {
    void keep(request).then(() => {
      const answer = answers.shift() ?? 204;
      if (answer === 'hang-up') request.socket.destroy();
      else response.writeHead(answer).end(answer === 201 ? '{"externalId":"theirs-1"}' : undefined);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  receiver.close();
  await server.stop();
  await database.close();
});

beforeEach(async () => {
  received = [];
  answers = [];
  const { slug } = await database.createTenant();
  inTenant = await enterTenant(database.pool, slug);
  const channel = await inTenant(async (transaction) => {
    agentId = await insertAgent(transaction, 'Mara');
    return loadChannel(transaction, await insertChannel(transaction, { callbackUrl: callbackUrl() }));
  });
  const [taken] = await takeInEvents(inTenant, channel, [
    {
      kind: 'message',
      externalId: 'm-1',
      contact: { externalId: 'contact-1', name: 'Elif' },
      type: 'text',
      content: 'Hi',
      attachments: [],
      metadata: {},
    },
  ]);
  conversationId = taken !== undefined && 'conversationId' in taken ? (taken.conversationId ?? 0) : 0;
});

afterEach(() => database.pool.query('delete from jobs.job'));

it('a message is posted, signed, under its id, and becomes sent with a row in the trail', async () => {
  answers = [201];
  const id = await inTenant((transaction) => reply(transaction, 'Grüße aus Köln'));
  await hasStatus(id, 'sent');
  expect(received).toHaveLength(1);
  const [{ key, signature, body }] = received as [Received];
  expect(key).toBe(String(id));
  expect(isSignedPayload(SIGNING_SECRET, body, signature, Date.now())).toBe(true);
  expect(JSON.parse(body.toString())).toEqual({
    type: 'message',
    messageId: id,
    conversationId,
    contact: { externalId: 'contact-1' },
    text: 'Grüße aus Köln',
    replyTo: null,
    agent: { name: 'Mara' },
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(await find(id)).toMatchObject({ platformMessageId: 'theirs-1' });
  const trail = await inTenant(({ tx }) => tx.select().from(messageStatusUpdates));
  expect(trail).toMatchObject([{ messageId: id, status: 'sent' }]);
});

it('a transaction that is rolled back leaves no job', async () => {
  await expect(
    inTenant(async (transaction) => {
      await reply(transaction, 'never');
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  const { rows } = await database.pool.query("select 1 from jobs.job where name = 'send-outbound-message'");
  expect(rows).toEqual([]);
});

it('the tenant’s role is back after a job was queued, and cannot touch the queue itself', async () => {
  await inTenant(async (transaction) => {
    await reply(transaction, 'hello');
    const { rows } = await transaction.client.query<{ role: string; schema: string }>(
      'select current_user as role, current_schema() as schema',
    );
    expect(rows[0]?.role).toMatch(/^tenant_/);
    expect(rows[0]?.role).toBe(rows[0]?.schema);
    await transaction.client.query('savepoint before');
    await expect(transaction.client.query('select 1 from jobs.job')).rejects.toThrow('permission denied');
    await transaction.client.query('rollback to savepoint before');
  });
});

it('is tried again, under the same key, while the receiver is not well', async () => {
  answers = [503, 'hang-up', 200];
  const id = await inTenant((transaction) => reply(transaction, 'again'));
  await hasStatus(id, 'sent', 25_000);
  expect(received.map((attempt) => attempt.key)).toEqual([String(id), String(id), String(id)]);
});

it('fails at once, with the reason, when the receiver says no', async () => {
  answers = [422];
  const id = await inTenant((transaction) => reply(transaction, 'no'));
  await hasStatus(id, 'failed');
  expect(await find(id)).toMatchObject({
    errorMessage: 'The receiving system answered 422.',
    failedAt: expect.any(String),
  });
  expect(received).toHaveLength(1);
});

it('messages of one conversation leave in the order in which they were written', async () => {
  const ids: number[] = [];
  for (const text of ['one', 'two', 'three', 'four', 'five']) {
    ids.push(await inTenant((transaction) => reply(transaction, text)));
  }
  for (const id of ids) await hasStatus(id, 'sent', 20_000);
  expect(received.map((attempt) => attempt.text)).toEqual(['one', 'two', 'three', 'four', 'five']);
});

it('is not sent when a receipt came first', async () => {
  const id = await inTenant(async (transaction) => {
    const messageId = await reply(transaction, 'already there');
    await transaction.tx.update(messages).set({ status: 'delivered' }).where(eq(messages.id, messageId));
    return messageId;
  });
  await vi.waitUntil(async () => (await openJobs()) === 0, { timeout: 15_000, interval: 100 });
  expect(received).toEqual([]);
  expect((await find(id))?.status).toBe('delivered');
});

it('a conversation without a channel says why nothing can be sent', async () => {
  const id = await inTenant(async (transaction) => {
    await transaction.tx.update(conversations).set({ channelId: null });
    return reply(transaction, 'lost');
  });
  await hasStatus(id, 'failed');
  expect((await find(id))?.errorMessage).toBe('The channel of this conversation is not active.');
});

async function reply(transaction: TenantTransaction, content: string): Promise<number> {
  const [row] = await transaction.tx
    .insert(messages)
    .values({ conversationId, direction: 'outbound', senderType: 'user', userId: agentId, content })
    .returning({ id: messages.id });
  if (row === undefined) throw new Error('the message was not created');
  await enqueueOutboundMessage(transaction, row.id);
  return row.id;
}

async function find(id: number) {
  const rows = await inTenant(({ tx }) =>
    tx.select().from(messages).where(eq(messages.id, id)).orderBy(asc(messages.id)),
  );
  return rows[0];
}

function hasStatus(id: number, status: string, timeout = 15_000): Promise<boolean> {
  return vi.waitUntil(async () => (await find(id))?.status === status, { timeout, interval: 50 });
}

async function openJobs(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    "select count(*)::int as count from jobs.job where name = 'send-outbound-message' and state < 'completed'",
  );
  return rows[0]?.count ?? 0;
}

function callbackUrl(): string {
  const { port } = receiver.address() as AddressInfo;
  return `http://127.0.0.1:${port}/callback`;
}

async function keep(request: IncomingMessage): Promise<void> {
  const body = await buffer(request);
  const { text } = z.object({ text: z.string() }).parse(JSON.parse(body.toString()));
  received.push({
    key: request.headers['idempotency-key']?.toString(),
    signature: request.headers['x-holdfast-signature']?.toString() ?? '',
    body,
    text,
  });
}

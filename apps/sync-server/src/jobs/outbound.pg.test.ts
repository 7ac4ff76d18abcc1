import { conversations } from '@holdfast/schema/tables/conversations';
import { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import { messages } from '@holdfast/schema/tables/messages';
import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';

import { isSignedPayload } from '../channels/http-channel/payload-signature.ts';
import type { TenantTransaction } from '../db/with-tenant.ts';
import { insertAgent, insertChannel, SIGNING_SECRET } from '@holdfast/testkit/server/channel-fixture';
import {
  startTestReplyReceiver,
  type ReceivedReply,
  type TestReplyReceiver,
} from '@holdfast/testkit/server/start-reply-receiver';
import { startTestServer, type TestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { bindTenant } from '../inbox/inbound/bind-tenant.ts';
import { loadChannel } from '../channels/load-channel.ts';
import { ingestEvents, type RunInTenant } from '../inbox/inbound/ingest-events.ts';
import { enqueueOutboundMessages } from './enqueue.ts';

let database: TestDatabase;
let server: TestServer;
let receiver: TestReplyReceiver;
let inTenant: RunInTenant;
let conversationId: number;
let agentId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  server = await startTestServer(database, { role: 'all', settings: { allowPrivateAddresses: true } });
  receiver = await startTestReplyReceiver();
});

afterAll(async () => {
  receiver.close();
  await server.stop();
  await database.close();
});

beforeEach(async () => {
  receiver.received.length = 0;
  receiver.replies.length = 0;
  const { slug } = await database.createTenant();
  inTenant = await bindTenant(database.pool, slug);
  const channel = await inTenant(async (transaction) => {
    agentId = await insertAgent(transaction, 'Mara');
    return loadChannel(transaction, await insertChannel(transaction, { callbackUrl: receiver.url }));
  });
  const [ingested] = await ingestEvents(inTenant, channel, [
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
  conversationId =
    ingested !== undefined && 'conversationId' in ingested ? (ingested.conversationId ?? 0) : 0;
});

afterEach(() => database.pool.query('delete from jobs.job'));

it('posts a signed message with its id as idempotency key and sets it to sent, with one status row', async () => {
  receiver.replies.push(201);
  const id = await inTenant((transaction) => reply(transaction, 'Grüße aus Köln'));
  await hasStatus(id, 'sent');
  expect(receiver.received).toHaveLength(1);
  const [first] = receiver.received;
  const { key, signature, body } = first ?? { key: undefined, signature: '', body: Buffer.alloc(0) };
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

it('leaves no job after a rolled back transaction', async () => {
  await expect(
    inTenant(async (transaction) => {
      await reply(transaction, 'never');
      throw new Error('rolled back on purpose');
    }),
  ).rejects.toThrow('rolled back on purpose');
  const { rows } = await database.pool.query("select 1 from jobs.job where name = 'send-outbound-message'");
  expect(rows).toEqual([]);
});

it('restores the tenant’s role after queuing a job; that role cannot read the queue', async () => {
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

it('retries with the same idempotency key while the receiver fails', async () => {
  receiver.replies.push(503, 'hang-up', 200);
  const id = await inTenant((transaction) => reply(transaction, 'again'));
  await hasStatus(id, 'sent', 25_000);
  expect(receiver.received.map((attempt) => attempt.key)).toEqual([String(id), String(id), String(id)]);
});

it('fails without a retry, with the reason, when the receiver rejects the message', async () => {
  receiver.replies.push(422);
  const id = await inTenant((transaction) => reply(transaction, 'no'));
  await hasStatus(id, 'failed');
  expect(await find(id)).toMatchObject({
    errorMessage: 'The receiving system returned status 422.',
    failedAt: expect.any(String),
  });
  expect(receiver.received).toHaveLength(1);
});

it('sends twenty messages of one conversation once each, in the order of writing', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `number ${index}`);
  let last = 0;
  for (const text of texts) last = await inTenant((transaction) => reply(transaction, text));
  await hasStatus(last, 'sent', 20_000);
  expect(receiver.received.map(textOf)).toEqual(texts);
});

it('sends a message only after the one before it, whose first attempt fails', async () => {
  receiver.replies.push(503);
  const first = await inTenant((transaction) => reply(transaction, 'first'));
  const second = await inTenant((transaction) => reply(transaction, 'second'));
  await hasStatus(second, 'sent', 20_000);
  await hasStatus(first, 'sent');
  expect(receiver.received.map(textOf).filter((text, index, all) => all.indexOf(text) === index)).toEqual([
    'first',
    'second',
  ]);
});

it('does not send a message whose receipt arrived first', async () => {
  const id = await inTenant(async (transaction) => {
    const messageId = await reply(transaction, 'already there');
    await transaction.tx.update(messages).set({ status: 'delivered' }).where(eq(messages.id, messageId));
    return messageId;
  });
  await vi.waitUntil(async () => (await openJobs()) === 0, { timeout: 30_000, interval: 100 });
  expect(receiver.received).toEqual([]);
  expect((await find(id))?.status).toBe('delivered');
});

it('queues replies of one transaction in their order', async () => {
  await inTenant(async (transaction) => {
    const ids: number[] = [];
    for (const content of ['one', 'two', 'three', 'four', 'five']) {
      ids.push(await write(transaction, content));
    }
    await enqueueOutboundMessages(transaction, ids);
    await transaction.client.query('reset role');
    const queued = await transaction.client.query<{ id: string }>(
      `select data->>'messageId' as id from jobs.job where (data->>'messageId')::bigint = any($1) order by created_on`,
      [ids],
    );
    expect(queued.rows.map(({ id }) => Number(id))).toEqual(ids);
  });
});

it('fails a message of a conversation without a channel, with the reason', async () => {
  const id = await inTenant(async (transaction) => {
    await transaction.tx.update(conversations).set({ channelId: null });
    return reply(transaction, 'lost');
  });
  await hasStatus(id, 'failed');
  expect((await find(id))?.errorMessage).toBe('The channel of this conversation is not active.');
});

async function reply(transaction: TenantTransaction, content: string): Promise<number> {
  const id = await write(transaction, content);
  await enqueueOutboundMessages(transaction, [id]);
  return id;
}

async function write(transaction: TenantTransaction, content: string): Promise<number> {
  const [row] = await transaction.tx
    .insert(messages)
    .values({ conversationId, direction: 'outbound', senderType: 'user', userId: agentId, content })
    .returning({ id: messages.id });
  if (row === undefined) throw new Error('the message was not created');
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

function textOf({ body }: ReceivedReply): string {
  return z.object({ text: z.string() }).parse(JSON.parse(body.toString())).text;
}

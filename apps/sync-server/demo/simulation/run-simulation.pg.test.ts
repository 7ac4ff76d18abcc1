import { conversations } from '@holdfast/schema/tables/conversations';
import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';

import { findFreePort } from '../../src/embedded-postgres/listening-port.ts';
import { enqueueOutboundMessages } from '../../src/jobs/enqueue.ts';
import { startTestServer, type TestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { createChannel } from '../../src/channels/create-channel.ts';
import { bindTenant } from '../../src/inbox/inbound/bind-tenant.ts';
import type { RunInTenant } from '../../src/inbox/inbound/ingest-events.ts';
import { runSimulation, type SimulationOptions } from './run-simulation.ts';

let database: TestDatabase;
let server: TestServer;
let inTenant: RunInTenant;
let options: SimulationOptions;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  server = await startTestServer(database, { role: 'all', settings: { allowPrivateAddresses: true } });
  const { slug } = await database.createTenant();
  inTenant = await bindTenant(database.pool, slug);
  const callbackPort = await findFreePort();
  const { channelId, apiKey, signingSecret } = await inTenant((transaction) =>
    createChannel(transaction, { platform: 'http', name: 'Website' }),
  );
  await database.pool.query(`update tenant_${slug}.channel_secrets set callback_url = $1`, [
    `http://127.0.0.1:${callbackPort}/replies/${channelId}`,
  ]);
  options = {
    serverUrl: server.url,
    tenant: slug,
    channels: [{ id: channelId, platform: 'http', apiKey, signingSecret }],
    callbackPort,
    seed: 4,
    messagesPerMinute: 3000,
    maxConversations: 5,
    maxMessages: 14,
    maxMinutes: 1,
    speed: 1000,
    sendReceipts: true,
    signal: new AbortController().signal,
    report: () => undefined,
  };
});

afterAll(async () => {
  await server.stop();
  await database.close();
});

it('simulates customers who write and react to replies until the message limit is reached', async () => {
  const simulation = runSimulation(options);
  const agent = setInterval(() => void replyToAll(), 50);
  const summary = await simulation.finally(() => clearInterval(agent));
  expect(summary.messages).toBe(14);
  expect(summary.conversations).toBeLessThan(14);
  expect(summary.replies).toBeGreaterThan(0);
  const inbound = await inTenant(({ tx }) =>
    tx.select().from(messages).where(eq(messages.direction, 'inbound')),
  );
  expect(inbound).toHaveLength(14);
  const files = await inTenant(({ tx }) => tx.select().from(messageAttachments));
  expect(files).toHaveLength(summary.pictures);
  await vi.waitUntil(async () => (await countOutbound(['delivered', 'read'])) > 0, {
    timeout: 10_000,
    interval: 100,
  });
});

it('ends immediately when its signal is aborted', async () => {
  const stop = new AbortController();
  const simulation = runSimulation({ ...options, messagesPerMinute: 1, signal: stop.signal });
  stop.abort();
  expect((await simulation).messages).toBeLessThanOrEqual(1);
});

/** Replies to every conversation whose last message is inbound. */
async function replyToAll(): Promise<void> {
  await inTenant(async (transaction) => {
    const waiting = await transaction.tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(eq(conversations.lastMessageDirection, 'inbound'));
    for (const { id } of waiting) {
      const [row] = await transaction.tx
        .insert(messages)
        .values({
          conversationId: id,
          direction: 'outbound',
          senderType: 'user',
          content: 'One moment, please.',
        })
        .returning({ id: messages.id });
      await transaction.tx
        .update(conversations)
        .set({ lastMessageDirection: 'outbound' })
        .where(eq(conversations.id, id));
      if (row !== undefined) await enqueueOutboundMessages(transaction, [row.id]);
    }
  });
}

async function countOutbound(statuses: ('delivered' | 'read')[]): Promise<number> {
  const rows = await inTenant(({ tx }) =>
    tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.direction, 'outbound'), inArray(messages.status, statuses))),
  );
  return rows.length;
}

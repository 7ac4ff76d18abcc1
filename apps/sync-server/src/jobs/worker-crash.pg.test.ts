import { conversations } from '@holdfast/schema/tables/conversations';
import { customers } from '@holdfast/schema/tables/customers';
import { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import { messages } from '@holdfast/schema/tables/messages';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';

import { insertChannel } from '@holdfast/testkit/server/channel-fixture';
import {
  startTestReplyReceiver,
  type TestReplyReceiver,
} from '@holdfast/testkit/server/start-reply-receiver';
import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { bindTenant } from '../inbox/inbound/bind-tenant.ts';
import { enqueueOutboundMessages } from './enqueue.ts';
import { prepareJobs } from './job-queue.ts';
import { createLogger } from '../logging/create-logger.ts';

let database: TestDatabase;
let receiver: TestReplyReceiver;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  receiver = await startTestReplyReceiver();
});

afterAll(async () => {
  receiver.close();
  await database.close();
});

it('sends again with the same key after a worker is killed between sending and recording; the message becomes sent once', async () => {
  await prepareJobs(database.pool, createLogger('silent'));
  const { slug } = await database.createTenant();
  const inTenant = await bindTenant(database.pool, slug);
  const messageId = await inTenant(async (transaction) => {
    const { tx } = transaction;
    const channelId = await insertChannel(transaction, { callbackUrl: receiver.url });
    const [customer] = await tx.insert(customers).values({ name: 'Elif' }).returning();
    const [conversation] = await tx
      .insert(conversations)
      .values({ customerId: customer?.id ?? 0, platform: 'http', platformConversationId: 'c-1', channelId })
      .returning();
    const [message] = await tx
      .insert(messages)
      .values({
        conversationId: conversation?.id ?? 0,
        direction: 'outbound',
        senderType: 'user',
        content: 'Hi',
      })
      .returning();
    await enqueueOutboundMessages(transaction, [message?.id ?? 0]);
    return message?.id ?? 0;
  });

  const doomed = spawn(
    process.execPath,
    [fileURLToPath(new URL('../cli/main.js', import.meta.url)), 'serve', '--role', 'worker'],
    {
      stdio: 'ignore',
      env: {
        HOLDFAST_DATABASE_URL: database.databaseUrl,
        HOLDFAST_PORT: '0',
        HOLDFAST_TOKEN_SECRET: 'a secret of the tests, long enough for it',
        HOLDFAST_FILES_DIRECTORY: '/tmp',
        HOLDFAST_ALLOW_PRIVATE_ADDRESSES: 'true',
      },
    },
  );
  const died = once(doomed, 'exit');
  // The receiver has the message when the sender is killed; no response was sent yet.
  receiver.replies.push(async () => {
    doomed.kill('SIGKILL');
    await died;
    return 'hang-up';
  });
  await died;
  expect(receiver.received).toHaveLength(1);

  const successor = await startTestServer(database, {
    role: 'worker',
    settings: { allowPrivateAddresses: true },
  });
  try {
    await vi.waitUntil(async () => (await trail()).length > 0, { timeout: 80_000, interval: 200 });
  } finally {
    await successor.stop();
  }
  expect(receiver.received.map(({ key }) => key)).toEqual([String(messageId), String(messageId)]);
  expect(await trail()).toMatchObject([{ messageId, status: 'sent' }]);

  function trail() {
    return inTenant(({ tx }) => tx.select().from(messageStatusUpdates));
  }
});

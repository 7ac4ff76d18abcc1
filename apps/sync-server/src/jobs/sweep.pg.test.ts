import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

import { createLogger } from '../logging/create-logger.ts';
import { insertChannel } from '@holdfast/testkit/server/channel-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { bindTenant } from '../inbox/inbound/bind-tenant.ts';
import type { InboundMessage } from '../channels/inbound-event.ts';
import { recordChannelEvents } from '../inbox/inbound/record-channel-events.ts';
import { sweep } from './sweep.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});

afterAll(() => database.close());

const message: InboundMessage = {
  kind: 'message',
  externalId: 'm-1',
  contact: { externalId: 'c-1', name: 'Elif' },
  type: 'text',
  content: 'Hi',
  attachments: [],
  metadata: {},
};

it('processes waiting events and marks SLA breaches in every tenant, even if one tenant fails', async () => {
  const [first, broken, last] = [
    await database.createTenant(),
    await database.createTenant(),
    await database.createTenant(),
  ];
  for (const { slug } of [first, last]) {
    const inTenant = await bindTenant(database.pool, slug);
    await inTenant(async (transaction) => {
      const channelId = await insertChannel(transaction);
      await recordChannelEvents(transaction, channelId, [message, { ...message, externalId: 'm-2' }]);
      await transaction.tx
        .update(channelEvents)
        .set({ receivedAt: sql`now() - interval '1 minute'` })
        .where(sql`external_id = 'm-1'`);
    });
  }
  await database.pool.query(`alter table ${broken.schemaName}.conversations rename to lost`);

  await sweep(database.pool, createLogger('silent'));
  for (const { slug } of [first, last]) {
    const inTenant = await bindTenant(database.pool, slug);
    // The other event was stored under 30 s ago, so its own request can still be processing it.
    expect(await inTenant(({ tx }) => tx.select().from(messages))).toMatchObject([
      { platformMessageId: 'm-1' },
    ]);
    await inTenant(({ tx }) =>
      tx.update(conversations).set({ slaFirstResponseDueAt: sql`now() - interval '1 minute'` }),
    );
  }
  await sweep(database.pool, createLogger('silent'));
  const inTenant = await bindTenant(database.pool, last.slug);
  expect(await inTenant(({ tx }) => tx.select().from(conversations))).toMatchObject([
    { messageCount: 1, slaFirstResponseBreached: true, slaResolutionBreached: false },
  ]);
});

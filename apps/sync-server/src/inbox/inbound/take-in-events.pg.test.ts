import { conversationAssignments } from '@holdfast/schema/tables/conversation-assignments';
import { conversations } from '@holdfast/schema/tables/conversations';
import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { customers } from '@holdfast/schema/tables/customers';
import { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import { messages } from '@holdfast/schema/tables/messages';
import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';

import { insertAgent, insertChannel } from '@holdfast/testkit/server/channel-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { enterTenant } from './enter-tenant.ts';
import type { InboundEvent, InboundMessage } from '../../channels/inbound-event.ts';
import { keepAgentsOnline } from '../../users/keep-agents-online.ts';
import { loadChannel, type Channel } from '../../channels/load-channel.ts';
import { takeInEvents, type InTenant } from './take-in-events.ts';

let database: TestDatabase;
let inTenant: InTenant;
let channel: Channel;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});

afterAll(() => database.close());

beforeEach(async () => {
  const { slug } = await database.createTenant();
  inTenant = await enterTenant(database.pool, slug);
  channel = await inTenant(async (transaction) => loadChannel(transaction, await insertChannel(transaction)));
});

describe('a first message', () => {
  it('makes customer, conversation and message, with due times of the default policy', async () => {
    const [result] = await take(message({ content: 'Wo ist meine Bestellung?' }));
    expect(result).toMatchObject({ duplicate: false });
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({
      platform: 'http',
      platformConversationId: 'contact-1',
      channelId: channel.id,
      status: 'new',
      assignedTo: null,
      messageCount: 1,
      unreadCount: 1,
      lastMessagePreview: 'Wo ist meine Bestellung?',
      lastMessageDirection: 'inbound',
      lastMessageAt: expect.any(String),
    });
    expect(conversation?.lastInboundAt).toBe(conversation?.lastMessageAt);
    const opened = Date.parse(conversation?.createdAt ?? '');
    expect(Date.parse(conversation?.slaFirstResponseDueAt ?? '') - opened).toBe(30 * 60_000);
    expect(Date.parse(conversation?.slaResolutionDueAt ?? '') - opened).toBe(24 * 3_600_000);
    const [customer] = await inTenant(({ tx }) => tx.select().from(customers));
    expect(customer).toMatchObject({ name: 'Elif Yıldız', email: null });
  });

  it('twenty at once from one contact open one conversation', async () => {
    const events = Array.from({ length: 20 }, (_, index) => message({ externalId: `m-${index}` }));
    const results = await Promise.all(events.map((event) => take(event)));
    const opened = new Set(
      results.flat().map((result) => ('error' in result ? result.error : result.conversationId)),
    );
    expect(opened.size).toBe(1);
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({ messageCount: 20, unreadCount: 20 });
    expect(await count(customers)).toBe(1);
  });

  it('the same event twenty times at once is one message', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => take(message())));
    const outcomes = results.flat().map((result) => ('error' in result ? 'error' : result.duplicate));
    expect(outcomes.filter((duplicate) => duplicate === false)).toHaveLength(1);
    expect(outcomes.filter((duplicate) => duplicate === true)).toHaveLength(19);
    expect(await count(messages)).toBe(1);
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation?.messageCount).toBe(1);
  });
});

describe('a further message', () => {
  it('keeps the order of arrival, fills what was not known of the customer, and wakes the conversation', async () => {
    await take(message({ externalId: '1' }));
    await inTenant(({ tx }) =>
      tx.update(conversations).set({ status: 'pending', snoozedUntil: '2099-01-01T00:00:00Z' }),
    );
    const contact = { externalId: 'contact-1', name: 'Elif Y.', email: 'elif@example.com' };
    await take(message({ externalId: '2', contact }));
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({ status: 'open', snoozedUntil: null, messageCount: 2 });
    const [customer] = await inTenant(({ tx }) => tx.select().from(customers));
    expect(customer).toMatchObject({ name: 'Elif Y.', email: 'elif@example.com' });
    const order = await inTenant(({ tx }) =>
      tx.select({ id: messages.platformMessageId }).from(messages).orderBy(asc(messages.createdAt)),
    );
    expect(order.map((row) => row.id)).toEqual(['1', '2']);
  });

  it('reopens a conversation that was just resolved, with its agent, and opens a new one much later', async () => {
    const agent = await inTenant((transaction) => insertAgent(transaction, 'Mara'));
    await take(message({ externalId: '1' }));
    await resolve(sql`now() - interval '1 hour'`);
    await take(message({ externalId: '2' }));
    const [reopened] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(reopened).toMatchObject({ status: 'open', resolvedAt: null, assignedTo: agent, messageCount: 2 });

    await resolve(sql`now() - interval '73 hours'`);
    await take(message({ externalId: '3' }));
    expect(await count(conversations)).toBe(2);
    expect(await count(customers)).toBe(1);
  });
});

describe('assignment', () => {
  it('goes round the agents who are online, the longest waiting first', async () => {
    const agents = await inTenant(async (transaction) => [
      await insertAgent(transaction, 'Mara'),
      await insertAgent(transaction, 'Jonas'),
      await insertAgent(transaction, 'Amira'),
    ]);
    await inTenant(async (transaction) => {
      await insertAgent(transaction, 'Offline', { online: false });
      await insertAgent(transaction, 'Boss', { role: 'supervisor' });
      await insertAgent(transaction, 'Gone', { isActive: false });
    });
    for (let index = 0; index < 6; index += 1) await take(fromContact(index));
    const assigned = await inTenant(({ tx }) =>
      tx.select().from(conversationAssignments).orderBy(asc(conversationAssignments.conversationId)),
    );
    expect(assigned.map((row) => row.assignedTo)).toEqual([...agents, ...agents]);
    expect(assigned.every((row) => row.assignmentType === 'auto_round_robin')).toBe(true);
  });

  it('stays fair when thirty customers write at once', async () => {
    await inTenant(async (transaction) => {
      for (const name of ['Mara', 'Jonas', 'Amira']) await insertAgent(transaction, name);
    });
    await Promise.all(Array.from({ length: 30 }, (_, index) => take(fromContact(index))));
    const shares = await inTenant(({ tx }) =>
      tx
        .select({ count: sql<number>`count(*)::int` })
        .from(conversations)
        .groupBy(conversations.assignedTo),
    );
    expect(shares.map((share) => share.count)).toEqual([10, 10, 10]);
  });

  it('leaves the conversation in the queue when nobody is online, and knows who came back', async () => {
    const agent = await inTenant((transaction) => insertAgent(transaction, 'Mara', { online: false }));
    await take(fromContact(1));
    await inTenant((transaction) => keepAgentsOnline(transaction, [agent]));
    await take(fromContact(2));
    const rows = await inTenant(({ tx }) =>
      tx.select({ agent: conversations.assignedTo }).from(conversations).orderBy(asc(conversations.id)),
    );
    expect(rows.map((row) => row.agent)).toEqual([null, agent]);
  });
});

describe('an agent who was deactivated', () => {
  it('loses the conversation to another when the customer writes on', async () => {
    const [gone, next] = await inTenant(async (transaction) => [
      await insertAgent(transaction, 'Gone'),
      await insertAgent(transaction, 'Next', { online: false }),
    ]);
    await take(message({ externalId: '1' }));
    await inTenant(async (transaction) => {
      await transaction.tx.execute(sql`update users set is_active = false where id = ${gone}`);
      await keepAgentsOnline(transaction, [next ?? 0]);
    });
    await take(message({ externalId: '2' }));
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation?.assignedTo).toBe(next);
    const history = await inTenant(({ tx }) =>
      tx.select().from(conversationAssignments).orderBy(asc(conversationAssignments.id)),
    );
    expect(history).toMatchObject([
      { assignedTo: gone, unassignedAt: expect.any(String) },
      { assignedTo: next, unassignedAt: null },
    ]);
  });
});

describe('a batch', () => {
  it('one element that cannot be processed keeps nobody else from it, and is kept', async () => {
    const id = await outbound();
    // Passes the schema, but Postgres has no year nought.
    const bad: InboundEvent = {
      kind: 'status',
      externalId: 'bad',
      message: { id },
      status: 'sent',
      at: '0000-01-01T00:00:00Z',
    };
    const results = await take(message({ externalId: '1' }), bad, message({ externalId: '2' }));
    expect(results.map((result) => 'error' in result)).toEqual([false, true, false]);
    const [kept] = await inTenant(({ tx }) =>
      tx.select().from(channelEvents).where(eq(channelEvents.externalId, 'bad')),
    );
    expect(kept).toMatchObject({
      state: 'received',
      attempts: 1,
      errorMessage: expect.stringContaining('HF_INTERNAL'),
    });
  });

  it('takes NUL bytes out of texts and names', async () => {
    await take(message({ content: 'a\0b', contact: { externalId: 'c\0', name: 'El\0if' } }));
    const [row] = await inTenant(({ tx }) => tx.select().from(messages));
    expect(row?.content).toBe('ab');
    const [customer] = await inTenant(({ tx }) => tx.select().from(customers));
    expect(customer?.name).toBe('Elif');
  });
});

describe('what happens to messages later', () => {
  it('an edit shows the new text and keeps the old', async () => {
    await take(message());
    await take({ kind: 'edit', externalId: 'e', targetExternalId: 'm-1', content: 'better' });
    const [row] = await inTenant(({ tx }) => tx.select().from(messages));
    expect(row).toMatchObject({ content: 'better', metadata: { previous_contents: ['Hallo'] } });
  });

  it('an unsend takes the words and leaves the place', async () => {
    await take(message());
    await take({ kind: 'unsend', externalId: 'u', targetExternalId: 'm-1' });
    const [row] = await inTenant(({ tx }) => tx.select().from(messages));
    expect(row).toMatchObject({ content: null, metadata: { unsent_at: expect.any(String) } });
  });

  it('a reaction and a reply point at their message', async () => {
    const [first] = await take(message());
    await take(message({ externalId: 'r', type: 'reaction', content: '👍', replyToExternalId: 'm-1' }));
    const rows = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.type, 'reaction')));
    const target = first !== undefined && 'messageId' in first ? first.messageId : undefined;
    expect(rows[0]?.metadata).toEqual({ reply_to_external_id: 'm-1', reply_to_message_id: target });
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({ messageCount: 2, unreadCount: 1, lastMessagePreview: 'Hallo' });
  });

  it('statuses only advance, each with its row in the trail', async () => {
    const id = await outbound();
    for (const status of ['delivered', 'sent', 'read', 'delivered', 'failed'] as const) {
      await take({ kind: 'status', externalId: `${status}:${id}:${Math.random()}`, message: { id }, status });
    }
    const [row] = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.id, id)));
    expect(row).toMatchObject({ status: 'read', failedAt: null });
    const trail = await inTenant(({ tx }) =>
      tx.select().from(messageStatusUpdates).orderBy(asc(messageStatusUpdates.id)),
    );
    expect(trail.map((update) => update.status)).toEqual(['delivered', 'read']);
  });

  it('a read watermark covers everything sent before it', async () => {
    const id = await outbound();
    await inTenant(({ tx }) => tx.update(messages).set({ status: 'sent' }).where(eq(messages.id, id)));
    const readUntil = new Date(Date.now() + 60_000).toISOString();
    await take({ kind: 'read-until', externalId: 'w', contactExternalId: 'contact-1', readUntil });
    const [row] = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.id, id)));
    expect(row?.status).toBe('read');
  });

  it('a channel cannot change the messages of another', async () => {
    const id = await outbound();
    const other = await inTenant(async (transaction) =>
      loadChannel(transaction, await insertChannel(transaction)),
    );
    const event: InboundEvent = { kind: 'status', externalId: 's', message: { id }, status: 'read' };
    expect(await takeInEvents(inTenant, other, [event])).toMatchObject([{ messageId: null }]);
    const [row] = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.id, id)));
    expect(row?.status).toBe('pending');
  });

  it('an echo shows what was sent from the phone, and our own messages once', async () => {
    await take(message());
    const echo = { ...message({ externalId: 'e-1', content: 'From my phone' }), kind: 'echo' } as const;
    await take(echo);
    await take({ ...echo, externalId: 'm-own' });
    const rows = await inTenant(({ tx }) =>
      tx.select().from(messages).where(eq(messages.direction, 'outbound')),
    );
    expect(rows.map((row) => row.platformMessageId)).toEqual(['e-1', 'm-own']);
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({
      messageCount: 3,
      unreadCount: 1,
      firstResponseAt: expect.any(String),
    });
  });
});

function take(...events: InboundEvent[]) {
  return takeInEvents(inTenant, channel, events);
}

function message(change: Partial<InboundMessage> = {}): InboundMessage {
  return {
    kind: 'message',
    externalId: 'm-1',
    contact: { externalId: 'contact-1', name: 'Elif Yıldız' },
    type: 'text',
    content: 'Hallo',
    attachments: [],
    metadata: {},
    ...change,
  };
}

function fromContact(index: number): InboundMessage {
  return message({
    externalId: `m-${index}`,
    contact: { externalId: `contact-${index}`, name: `Customer ${index}` },
  });
}

async function outbound(): Promise<number> {
  await take(message());
  return inTenant(async ({ tx }) => {
    const [conversation] = await tx.select().from(conversations);
    const [row] = await tx
      .insert(messages)
      .values({
        conversationId: conversation?.id ?? 0,
        direction: 'outbound',
        senderType: 'user',
        content: 'Hi',
      })
      .returning({ id: messages.id });
    return row?.id ?? 0;
  });
}

function resolve(at: ReturnType<typeof sql>) {
  return inTenant(({ tx }) => tx.update(conversations).set({ status: 'resolved', resolvedAt: at }));
}

function count(table: typeof customers | typeof conversations | typeof messages): Promise<number> {
  return inTenant(async ({ tx }) => (await tx.select({ id: table.id }).from(table)).length);
}

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
import { bindTenant } from './bind-tenant.ts';
import type { InboundEvent, InboundMessage } from '../../channels/inbound-event.ts';
import { recordHeartbeats } from '../../users/record-heartbeats.ts';
import { loadChannel, type Channel } from '../../channels/load-channel.ts';
import { ingestEvents, type RunInTenant } from './ingest-events.ts';

let database: TestDatabase;
let inTenant: RunInTenant;
let channel: Channel;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});

afterAll(() => database.close());

beforeEach(async () => {
  const { slug } = await database.createTenant();
  inTenant = await bindTenant(database.pool, slug);
  channel = await inTenant(async (transaction) => loadChannel(transaction, await insertChannel(transaction)));
});

describe('a first message', () => {
  it('creates customer, conversation and message, with due times of the default policy', async () => {
    const [result] = await ingest(message({ content: 'Wo ist meine Bestellung?' }));
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

  it('opens one conversation for twenty concurrent messages of one contact', async () => {
    const events = Array.from({ length: 20 }, (_, index) => message({ externalId: `m-${index}` }));
    const results = await Promise.all(events.map((event) => ingest(event)));
    const opened = new Set(
      results.flat().map((result) => ('error' in result ? result.error : result.conversationId)),
    );
    expect(opened.size).toBe(1);
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({ messageCount: 20, unreadCount: 20 });
    expect(await count(customers)).toBe(1);
  });

  it('stores one message for twenty concurrent deliveries of the same event', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => ingest(message())));
    const outcomes = results.flat().map((result) => ('error' in result ? 'error' : result.duplicate));
    expect(outcomes.filter((duplicate) => duplicate === false)).toHaveLength(1);
    expect(outcomes.filter((duplicate) => duplicate === true)).toHaveLength(19);
    expect(await count(messages)).toBe(1);
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation?.messageCount).toBe(1);
  });
});

describe('a further message', () => {
  it('keeps the order of arrival, completes the customer, and ends the snooze', async () => {
    await ingest(message({ externalId: '1' }));
    await inTenant(({ tx }) =>
      tx.update(conversations).set({ status: 'pending', snoozedUntil: '2099-01-01T00:00:00Z' }),
    );
    const contact = { externalId: 'contact-1', name: 'Elif Y.', email: 'elif@example.com' };
    await ingest(message({ externalId: '2', contact }));
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({ status: 'open', snoozedUntil: null, messageCount: 2 });
    const [customer] = await inTenant(({ tx }) => tx.select().from(customers));
    expect(customer).toMatchObject({ name: 'Elif Y.', email: 'elif@example.com' });
    const order = await inTenant(({ tx }) =>
      tx.select({ id: messages.platformMessageId }).from(messages).orderBy(asc(messages.createdAt)),
    );
    expect(order.map((row) => row.id)).toEqual(['1', '2']);
  });

  it('reopens a conversation resolved 1 h ago with its agent, and opens a new one after 73 h', async () => {
    const agent = await inTenant((transaction) => insertAgent(transaction, 'Mara'));
    await ingest(message({ externalId: '1' }));
    await resolve(sql`now() - interval '1 hour'`);
    await ingest(message({ externalId: '2' }));
    const [reopened] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(reopened).toMatchObject({ status: 'open', resolvedAt: null, assignedTo: agent, messageCount: 2 });

    await resolve(sql`now() - interval '73 hours'`);
    await ingest(message({ externalId: '3' }));
    expect(await count(conversations)).toBe(2);
    expect(await count(customers)).toBe(1);
  });
});

describe('assignment', () => {
  it('rotates among the online agents, longest unassigned first', async () => {
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
    for (let index = 0; index < 6; index += 1) await ingest(fromContact(index));
    const assigned = await inTenant(({ tx }) =>
      tx.select().from(conversationAssignments).orderBy(asc(conversationAssignments.conversationId)),
    );
    expect(assigned.map((row) => row.assignedTo)).toEqual([...agents, ...agents]);
    expect(assigned.every((row) => row.assignmentType === 'auto_round_robin')).toBe(true);
  });

  it('distributes thirty concurrent customers equally among three agents', async () => {
    await inTenant(async (transaction) => {
      for (const name of ['Mara', 'Jonas', 'Amira']) await insertAgent(transaction, name);
    });
    await Promise.all(Array.from({ length: 30 }, (_, index) => ingest(fromContact(index))));
    const shares = await inTenant(({ tx }) =>
      tx
        .select({ count: sql<number>`count(*)::int` })
        .from(conversations)
        .groupBy(conversations.assignedTo),
    );
    expect(shares.map((share) => share.count)).toEqual([10, 10, 10]);
  });

  it('leaves the conversation in the queue while no agent is online, and assigns to an agent who returns', async () => {
    const agent = await inTenant((transaction) => insertAgent(transaction, 'Mara', { online: false }));
    await ingest(fromContact(1));
    await inTenant((transaction) => recordHeartbeats(transaction, [agent]));
    await ingest(fromContact(2));
    const rows = await inTenant(({ tx }) =>
      tx.select({ agent: conversations.assignedTo }).from(conversations).orderBy(asc(conversations.id)),
    );
    expect(rows.map((row) => row.agent)).toEqual([null, agent]);
  });
});

describe('a deactivated agent', () => {
  it('loses the conversation to another agent when the customer writes again', async () => {
    const [gone, next] = await inTenant(async (transaction) => [
      await insertAgent(transaction, 'Gone'),
      await insertAgent(transaction, 'Next', { online: false }),
    ]);
    await ingest(message({ externalId: '1' }));
    await inTenant(async (transaction) => {
      await transaction.tx.execute(sql`update users set is_active = false where id = ${gone}`);
      await recordHeartbeats(transaction, [next ?? 0]);
    });
    await ingest(message({ externalId: '2' }));
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
  it('processes the other elements when one fails, and keeps the failed one', async () => {
    const id = await outbound();
    // Passes the schema, but Postgres has no year 0.
    const bad: InboundEvent = {
      kind: 'status',
      externalId: 'bad',
      message: { id },
      status: 'sent',
      at: '0000-01-01T00:00:00Z',
    };
    const results = await ingest(message({ externalId: '1' }), bad, message({ externalId: '2' }));
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

  it('removes NUL bytes from texts and names', async () => {
    await ingest(message({ content: 'a\0b', contact: { externalId: 'c\0', name: 'El\0if' } }));
    const [row] = await inTenant(({ tx }) => tx.select().from(messages));
    expect(row?.content).toBe('ab');
    const [customer] = await inTenant(({ tx }) => tx.select().from(customers));
    expect(customer?.name).toBe('Elif');
  });
});

describe('a later event of a message', () => {
  it('edit: shows the new text and keeps the old one', async () => {
    await ingest(message());
    await ingest({ kind: 'edit', externalId: 'e', targetExternalId: 'm-1', content: 'better' });
    const [row] = await inTenant(({ tx }) => tx.select().from(messages));
    expect(row).toMatchObject({ content: 'better', metadata: { previous_contents: ['Hallo'] } });
  });

  it('unsend: removes the text and keeps the row', async () => {
    await ingest(message());
    await ingest({ kind: 'unsend', externalId: 'u', targetExternalId: 'm-1' });
    const [row] = await inTenant(({ tx }) => tx.select().from(messages));
    expect(row).toMatchObject({ content: null, metadata: { unsent_at: expect.any(String) } });
  });

  it('reaction: refers to its message and does not count as unread', async () => {
    const [first] = await ingest(message());
    await ingest(message({ externalId: 'r', type: 'reaction', content: '👍', replyToExternalId: 'm-1' }));
    const rows = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.type, 'reaction')));
    const target = first !== undefined && 'messageId' in first ? first.messageId : undefined;
    expect(rows[0]?.metadata).toEqual({ reply_to_external_id: 'm-1', reply_to_message_id: target });
    const [conversation] = await inTenant(({ tx }) => tx.select().from(conversations));
    expect(conversation).toMatchObject({ messageCount: 2, unreadCount: 1, lastMessagePreview: 'Hallo' });
  });

  it('status: only advances, and every change has one row in message_status_updates', async () => {
    const id = await outbound();
    for (const status of ['delivered', 'sent', 'read', 'delivered', 'failed'] as const) {
      await ingest({
        kind: 'status',
        externalId: `${status}:${id}:${Math.random()}`,
        message: { id },
        status,
      });
    }
    const [row] = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.id, id)));
    expect(row).toMatchObject({ status: 'read', failedAt: null });
    const trail = await inTenant(({ tx }) =>
      tx.select().from(messageStatusUpdates).orderBy(asc(messageStatusUpdates.id)),
    );
    expect(trail.map((update) => update.status)).toEqual(['delivered', 'read']);
  });

  it('read watermark: marks all messages sent before it as read', async () => {
    const id = await outbound();
    await inTenant(({ tx }) => tx.update(messages).set({ status: 'sent' }).where(eq(messages.id, id)));
    const readUntil = new Date(Date.now() + 60_000).toISOString();
    await ingest({ kind: 'read-until', externalId: 'w', contactExternalId: 'contact-1', readUntil });
    const [row] = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.id, id)));
    expect(row?.status).toBe('read');
  });

  it('status: cannot change a message of another channel', async () => {
    const id = await outbound();
    const other = await inTenant(async (transaction) =>
      loadChannel(transaction, await insertChannel(transaction)),
    );
    const event: InboundEvent = { kind: 'status', externalId: 's', message: { id }, status: 'read' };
    expect(await ingestEvents(inTenant, other, [event])).toMatchObject([{ messageId: null }]);
    const [row] = await inTenant(({ tx }) => tx.select().from(messages).where(eq(messages.id, id)));
    expect(row?.status).toBe('pending');
  });

  it('echo: adds a message sent outside Holdfast, and each echoed id once', async () => {
    await ingest(message());
    const echo = { ...message({ externalId: 'e-1', content: 'From my phone' }), kind: 'echo' } as const;
    await ingest(echo);
    await ingest({ ...echo, externalId: 'm-own' });
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

function ingest(...events: InboundEvent[]) {
  return ingestEvents(inTenant, channel, events);
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
  await ingest(message());
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

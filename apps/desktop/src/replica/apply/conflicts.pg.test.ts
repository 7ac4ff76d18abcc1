import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { LiveQueries } from '../../contract/live-queries.ts';
import { AgentDevice } from '@holdfast/testkit/replica/agent-device';
import { SyncedWorld } from '@holdfast/testkit/replica/synced-world';

let world: SyncedWorld;
let conversationId: number;
let mara: AgentDevice;
let jonas: AgentDevice;

// Supervisors can act on unassigned conversations, so both can work on one that is in the queue.
beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
  mara = await AgentDevice.signIn(world, await world.createUser());
  jonas = await AgentDevice.signIn(world, await world.createUser());
  await world.sql(`update users set role = 'supervisor' where id = any($1)`, [[mara.user.id, jonas.user.id]]);
});
beforeEach(async () => {
  conversationId = await world.createConversation(null);
  // As if the messages had arrived through a channel.
  await world.sql(
    `update conversations set last_inbound_at = (select max(created_at) from messages where conversation_id = $1) where id = $1`,
    [conversationId],
  );
});
afterEach(async () => {
  await discardRefused(mara);
  await discardRefused(jonas);
});
afterAll(async () => {
  await mara[Symbol.asyncDispose]();
  await jonas[Symbol.asyncDispose]();
  await world.stop();
});

type Act = (agent: AgentDevice) => Promise<unknown>;

/**
 * Both agents hold the conversation in their queue and go offline, and each acts. Then the first reconnects and
 * receives its results, and after that the second.
 */
async function actOffline(first: [AgentDevice, Act], second: [AgentDevice, Act]): Promise<void> {
  for (const [agent] of [first, second]) {
    await agent.until('conversation.header', { id: conversationId }, (header) => header !== null);
    await agent.goOffline();
  }
  for (const [agent, act] of [first, second]) await act(agent);
  for (const [agent] of [first, second]) await agent.comeBack();
}

const does =
  (action: string, input: object = {}): Act =>
  (agent) =>
    agent.do(action, { conversationId, ...input });

async function discardRefused(agent: AgentDevice): Promise<void> {
  const { items } = await agent.until('outbox.list', undefined);
  for (const { mutationId } of items) await agent.window.mutate('outbox.discard', { mutationId });
}

/** Waits until the agent's screen shows a header that matches the condition. */
async function header(agent: AgentDevice, isIt: (header: Header) => boolean): Promise<void> {
  await agent.until('conversation.header', { id: conversationId }, (found) => found !== null && isIt(found));
}
type Header = NonNullable<LiveQueries['conversation.header']['result']>;

async function column(name: string): Promise<unknown> {
  const [row] = await world.sql<{ value: unknown }>(
    `select ${name} as value from conversations where id = $1`,
    [conversationId],
  );
  return row?.value;
}

async function texts(table: 'messages' | 'conversation_notes'): Promise<readonly string[]> {
  const own = table === 'messages' ? `and direction = 'outbound'` : '';
  const rows = await world.sql<{ content: string }>(
    `select content from ${table} where conversation_id = $1 ${own} order by created_at, id`,
    [conversationId],
  );
  return rows.map(({ content }) => content);
}

test('M5 messages of two agents are both sent, in order of arrival', async () => {
  await actOffline(
    [mara, does('sendMessage', { text: 'from Mara' })],
    [jonas, does('sendMessage', { text: 'from Jonas' })],
  );
  expect(await texts('messages')).toEqual(['from Mara', 'from Jonas']);
  expect(await column('last_message_preview')).toBe('from Jonas');
});

test('M5 notes of two agents are both kept', async () => {
  await actOffline(
    [jonas, does('addNote', { text: 'by Jonas' })],
    [mara, does('addNote', { text: 'by Mara' })],
  );
  expect(await texts('conversation_notes')).toEqual(['by Jonas', 'by Mara']);
});

test('M5 of two statuses, the last to arrive is kept, also if it was set first', async () => {
  await actOffline(
    [jonas, does('setStatus', { status: 'open' })],
    [mara, does('setStatus', { status: 'pending' })],
  );
  expect(await column('status')).toBe('pending');
  expect([await mara.refusals(), await jonas.refusals()]).toEqual([[], []]);
});

test('M5 of two priorities, the last to arrive is kept, on both screens', async () => {
  await actOffline(
    [jonas, does('setPriority', { priority: 'urgent' })],
    [mara, does('setPriority', { priority: 'low' })],
  );
  expect(await column('priority')).toBe('low');
  await header(mara, ({ priority }) => priority === 'low');
  await header(jonas, ({ priority }) => priority === 'low');
});

test('M5 of two snoozes, the last to arrive is kept; setting the status to open ends a snooze', async () => {
  const until = (day: number) => ({ status: 'pending', snoozedUntil: `2030-01-0${day}T09:00:00.000Z` });
  await actOffline([mara, does('setStatus', until(1))], [jonas, does('setStatus', until(2))]);
  expect(await column(`to_json(snoozed_until) #>> '{}'`)).toMatch(/^2030-01-02/);
  await world.sql(`update conversations set status = 'open', snoozed_until = null where id = $1`, [
    conversationId,
  ]);
  await actOffline([jonas, does('setStatus', until(1))], [mara, does('setStatus', { status: 'open' })]);
  expect([await column('status'), await column('snoozed_until')]).toEqual(['open', null]);
});

test('M5 of two claims, the first to arrive is applied; the other is refused and the conversation leaves that replica', async () => {
  await actOffline([jonas, does('claim')], [mara, does('claim')]);
  expect(Number(await column('assigned_to'))).toBe(jonas.user.id);
  expect(await mara.refusals()).toEqual(['HF_ALREADY_CLAIMED']);
  await mara.until('conversation.header', { id: conversationId }, (found) => found === null);
  await header(jonas, ({ scope }) => scope === 'mine');
});

test('M5 a claim that arrives after a transfer is refused', async () => {
  await actOffline([jonas, does('transfer', { toUserId: jonas.user.id })], [mara, does('claim')]);
  expect(Number(await column('assigned_to'))).toBe(jonas.user.id);
  expect(await mara.refusals()).toEqual(['HF_ALREADY_CLAIMED']);
});

test('M5 a transfer of an unassigned conversation that arrives after a claim is refused', async () => {
  await actOffline([mara, does('claim')], [jonas, does('transfer', { toUserId: jonas.user.id })]);
  expect(Number(await column('assigned_to'))).toBe(mara.user.id);
  expect(await jonas.refusals()).toEqual(['HF_ASSIGNEE_CHANGED']);
  expect(
    await world.sql('select 1 from conversation_transfers where conversation_id = $1', [conversationId]),
  ).toEqual([]);
});

test('M5 of two transfers, the first to arrive is applied and the other is refused', async () => {
  await actOffline(
    [jonas, does('transfer', { toUserId: mara.user.id })],
    [mara, does('transfer', { toUserId: jonas.user.id })],
  );
  expect(Number(await column('assigned_to'))).toBe(mara.user.id);
  expect(await mara.refusals()).toEqual(['HF_ASSIGNEE_CHANGED']);
  await jonas.until('conversation.header', { id: conversationId }, (found) => found === null);
  await header(mara, ({ scope }) => scope === 'mine');
});

test('M5 tags are a set: adding and removing on two devices commute', async () => {
  const tags = await world.sql<{ id: number }>(
    `insert into conversation_tags (name, color) values ($1, '#112233'), ($2, '#445566'), ($3, '#778899') returning id::float`,
    [`a ${conversationId}`, `b ${conversationId}`, `c ${conversationId}`],
  );
  const [a = 0, b = 0, c = 0] = tags.map(({ id }) => id);
  await world.sql(
    `insert into conversation_tag (conversation_id, conversation_tag_id) values ($1, $2), ($1, $3)`,
    [conversationId, b, c],
  );
  await mara.until('reference.tags', undefined, (found) => found.some(({ id }) => id === c));
  await jonas.until('reference.tags', undefined, (found) => found.some(({ id }) => id === c));
  const tag =
    (...actions: [string, number][]): Act =>
    async (agent) => {
      for (const [action, tagId] of actions) await agent.do(action, { conversationId, tagId });
    };
  // a: added by both; b: removed by both; c: removed by the first, added by the second, who did not see the removal.
  await actOffline(
    [mara, tag(['addTag', a], ['removeTag', b], ['removeTag', c])],
    [jonas, tag(['addTag', a], ['removeTag', b], ['addTag', c])],
  );
  const rows = await world.sql<{ id: number }>(
    `select conversation_tag_id::float as id from conversation_tag where conversation_id = $1 order by 1`,
    [conversationId],
  );
  expect(rows.map(({ id }) => id)).toEqual([a, c]);
  expect([await mara.refusals(), await jonas.refusals()]).toEqual([[], []]);
});

test('M5 of two read markers, the later is kept; only the server sets the unread count and the SLA columns', async () => {
  await world.sql(
    `update conversations set assigned_to = $2, unread_count = 3,
     sla_first_response_due_at = now() + interval '1 hour' where id = $1`,
    [conversationId, mara.user.id],
  );
  const phone = await AgentDevice.signIn(world, mara.user);
  await phone.until('conversation.header', { id: conversationId }, (found) => found?.unreadCount === 3);
  await mara.until('conversation.header', { id: conversationId }, (found) => found?.unreadCount === 3);
  await phone.goOffline();
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, created_at) values ($1, 'inbound', 'customer', '2026-01-05')`,
    [conversationId],
  );
  await mara.until('conversation.timeline', { id: conversationId }, ({ items }) => items.length > 4);
  await phone.do('markRead', { conversationId });
  await mara.do('markRead', { conversationId });
  await mara.settled();
  // Reading and replying on the device change neither the unread count nor the SLA: both come from the server.
  await phone.do('sendMessage', { conversationId, text: 'on my way' });
  const offline = await phone.until('conversation.header', { id: conversationId });
  expect(offline?.sla?.kind).toBe('first_response');
  await phone.comeBack();
  // The reply was refused as stale because the customer wrote again. The agent retries it, and that stops the SLA
  // clock.
  const { items } = await phone.until('outbox.list', undefined, ({ refusedCount }) => refusedCount === 1);
  await phone.window.mutate('outbox.retry', { mutationId: items[0]?.mutationId });
  await header(phone, ({ sla }) => sla === null);
  await expect.poll(() => column(`to_json(read_until) #>> '{}'`)).toMatch(/^2026-01-05/);
  expect(Number(await column('unread_count'))).toBe(0);
  await phone[Symbol.asyncDispose]();
});

test('M5 of pinning and unpinning a note, the last to arrive is kept, on both screens', async () => {
  await world.sql(`update conversations set assigned_to = $2 where id = $1`, [conversationId, mara.user.id]);
  const phone = await AgentDevice.signIn(world, mara.user);
  await mara.until('conversation.header', { id: conversationId }, (found) => found?.scope === 'mine');
  await mara.do('addNote', { conversationId, text: 'Call at noon' });
  await mara.settled();
  const { items } = await phone.until('conversation.timeline', { id: conversationId }, (timeline) =>
    timeline.items.some((item) => item.kind === 'note'),
  );
  const note = items.find((item) => item.kind === 'note');
  const noteId = note?.kind === 'note' ? note.id : 0;
  const isPinned = async () =>
    (await world.sql(`select is_pinned from conversation_notes where id = $1`, [noteId]))[0];
  await actOffline([mara, does('pinNote', { noteId })], [phone, does('pinNote', { noteId })]);
  expect(await isPinned()).toEqual({ is_pinned: true });
  await actOffline([mara, does('pinNote', { noteId })], [phone, does('unpinNote', { noteId })]);
  expect(await isPinned()).toEqual({ is_pinned: false });
  for (const device of [mara, phone]) {
    await device.until('conversation.timeline', { id: conversationId }, (timeline) =>
      timeline.items.some((item) => item.kind === 'note' && !item.isPinned && !item.queued),
    );
    expect(await device.refusals()).toEqual([]);
  }
  await phone[Symbol.asyncDispose]();
});

test('M5 a note that was changed on two devices keeps both versions, and the later one is marked as the second', async () => {
  await world.sql(`update conversations set assigned_to = $2 where id = $1`, [conversationId, mara.user.id]);
  const phone = await AgentDevice.signIn(world, mara.user);
  await mara.until('conversation.header', { id: conversationId }, (found) => found?.scope === 'mine');
  await mara.do('addNote', { conversationId, text: 'Call at noon' });
  await mara.settled();
  const { items } = await phone.until('conversation.timeline', { id: conversationId }, (timeline) =>
    timeline.items.some((item) => item.kind === 'note'),
  );
  const note = items.find((item) => item.kind === 'note');
  const change = (previousText: string, text: string): Act =>
    does('editNote', { noteId: note?.kind === 'note' ? note.id : 0, previousText, text });
  await actOffline(
    [mara, change('Call at noon', 'Call at one')],
    [
      phone,
      async (agent) => {
        await change('Call at noon', 'Call at two')(agent);
        await change('Call at two', 'Call at three')(agent);
      },
    ],
  );
  const second = 'Second version of a note that was changed elsewhere too:\n\nCall at';
  expect(await texts('conversation_notes')).toEqual(['Call at one', `${second} two`, `${second} three`]);
  for (const device of [mara, phone]) {
    await device.until('conversation.timeline', { id: conversationId }, (timeline) => {
      const notes = timeline.items.flatMap((item) => (item.kind === 'note' ? [item.text] : []));
      return notes.join() === ['Call at one', `${second} two`, `${second} three`].join();
    });
  }
  await phone[Symbol.asyncDispose]();
});

test('M5 a note can be changed only by its author', async () => {
  await world.sql(`update conversations set assigned_to = $2 where id = $1`, [conversationId, mara.user.id]);
  await world.sql(
    `insert into conversation_notes (conversation_id, user_id, content) values ($1, $2, 'his')`,
    [conversationId, jonas.user.id],
  );
  const { items } = await mara.until('conversation.timeline', { id: conversationId }, (timeline) =>
    timeline.items.some((item) => item.kind === 'note'),
  );
  const note = items.find((item) => item.kind === 'note');
  const noteId = note?.kind === 'note' ? note.id : 0;
  await expect(
    mara.do('editNote', { conversationId, noteId, previousText: 'his', text: 'mine' }),
  ).rejects.toMatchObject({ code: 'HF_FORBIDDEN' });
});

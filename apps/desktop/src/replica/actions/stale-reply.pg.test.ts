import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { setTenantSettings } from '@holdfast/sync-server/tenants/set-tenant-settings';
import { SyncedWorld, untilSettled } from '@holdfast/testkit/replica/synced-world';
import type { TestProgram } from '@holdfast/testkit/replica/test-program';
import type { PortClient } from '@holdfast/testkit/replica/port-client';

let world: SyncedWorld;
const open: TestProgram[] = [];

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
});
afterEach(async () => {
  for (const program of open.splice(0)) await program[Symbol.asyncDispose]();
  world.heal();
  await policy('hold');
});
afterAll(() => world.stop());

async function policy(staleReplies: 'hold' | 'send' | 'refuse'): Promise<void> {
  const { database, tenant } = world;
  await setTenantSettings(database.pool, { slug: tenant.slug, settings: { staleReplies }, actor: 'test' });
}

async function agentAtWork() {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const program = await world.startProgram();
  open.push(program);
  const window = program.openWindow();
  await world.signIn(window, user);
  return { user, program, window, conversationId };
}

async function customerSays(conversationId: number, text: string): Promise<void> {
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', $2)`,
    [conversationId, text],
  );
}

/** The agent replies without a network, `meanwhile` runs, and the network is back. */
async function answerOffline(
  agent: Awaited<ReturnType<typeof agentAtWork>>,
  meanwhile: () => Promise<unknown>,
) {
  const { window, program, conversationId } = agent;
  world.partition();
  await window.watch('session.state', undefined).until(({ connection }) => connection.kind === 'offline');
  await window.mutate('conversation.sendMessage', { conversationId, text: 'It costs 20 euros.' });
  await meanwhile();
  world.heal();
  program.connectNow();
  await untilSettled(window);
}

async function refusedItem(window: PortClient) {
  const { items } = await window.watch('outbox.list', undefined).until(() => true);
  return items[0];
}

async function sent(conversationId: number): Promise<readonly string[]> {
  const rows = await world.sql<{ content: string }>(
    `select content from messages where conversation_id = $1 and direction = 'outbound' order by created_at, id`,
    [conversationId],
  );
  return rows.map(({ content }) => content);
}

test('M6 a reply written offline is refused if the customer wrote in between, and the agent can send it anyway', async () => {
  const agent = await agentAtWork();
  const { window, conversationId } = agent;
  await answerOffline(agent, () => customerSays(conversationId, 'Never mind!'));
  expect(await sent(conversationId)).toEqual([]);
  const item = await refusedItem(window);
  expect(item).toMatchObject({
    state: 'refused',
    text: 'It costs 20 euros.',
    error: { code: 'HF_REPLY_STALE' },
    stale: { reasons: ['newer-messages'], newerMessages: 1, assigneeName: agent.user.name },
  });
  const timeline = await window
    .watch('conversation.timeline', { id: conversationId })
    .until(({ items }) => items.some(({ kind }) => kind === 'refused'));
  const refused = timeline.items.find(({ kind }) => kind === 'refused');
  expect(refused).toMatchObject({ mode: 'reply', stale: { newerMessages: 1 } });

  await customerSays(conversationId, 'Hello?');
  await window.mutate('outbox.retry', { mutationId: item?.mutationId });
  await untilSettled(window);
  expect(await sent(conversationId)).toEqual(['It costs 20 euros.']);
  expect(await refusedItem(window)).toBeUndefined();
});

test('M6 a stale reply can be edited in the composer, and sending it from there has a new basis', async () => {
  const agent = await agentAtWork();
  const { window, conversationId } = agent;
  await answerOffline(agent, () => customerSays(conversationId, 'Make it two.'));
  const item = await refusedItem(window);
  expect(await window.mutate('outbox.edit', { mutationId: item?.mutationId })).toMatchObject({
    mode: 'reply',
  });
  await window.mutate('conversation.sendMessage', { conversationId, text: 'Two cost 40 euros.' });
  await untilSettled(window);
  expect(await sent(conversationId)).toEqual(['Two cost 40 euros.']);
});

test('M6 a reply written offline is sent if nothing has changed', async () => {
  const agent = await agentAtWork();
  await answerOffline(agent, () => Promise.resolve());
  expect(await sent(agent.conversationId)).toEqual(['It costs 20 euros.']);
});

test('M6 the agent’s own offline actions before and after a reply do not make it stale', async () => {
  const agent = await agentAtWork();
  const { window, program } = agent;
  const conversationId = await world.createConversation(null);
  await world.sql(
    `update conversations set last_inbound_at = (select max(created_at) from messages where conversation_id = $1) where id = $1`,
    [conversationId],
  );
  await window
    .watch('inbox.list', { view: 'queue' })
    .until(({ rows }) => rows.some(({ id }) => id === conversationId));
  world.partition();
  await window.watch('session.state', undefined).until(({ connection }) => connection.kind === 'offline');
  await window.mutate('conversation.claim', { conversationId });
  await window.mutate('conversation.sendMessage', { conversationId, text: 'I take care of it.' });
  await window.mutate('conversation.setStatus', { conversationId, status: 'resolved' });
  await window.mutate('conversation.sendMessage', { conversationId, text: 'One more thing.' });
  world.heal();
  program.connectNow();
  await untilSettled(window);
  expect(await sent(conversationId)).toEqual(['I take care of it.', 'One more thing.']);
});

test('M6 a reply written while live is sent, also if a message arrives at the same moment', async () => {
  const { window, conversationId } = await agentAtWork();
  await Promise.all([
    customerSays(conversationId, 'Are you there?'),
    window.mutate('conversation.sendMessage', { conversationId, text: 'Good morning!' }),
  ]);
  await untilSettled(window);
  expect(await sent(conversationId)).toEqual(['Good morning!']);
});

test('M6 a reply written on a frozen connection is refused if a message from hours ago was missed', async () => {
  const { window, program, conversationId } = await agentAtWork();
  world.proxy.freeze();
  await window.mutate('conversation.sendMessage', { conversationId, text: 'See you at noon.' });
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content, created_at)
     values ($1, 'inbound', 'customer', 'I cannot come', now() - interval '3 hours')`,
    [conversationId],
  );
  world.proxy.cut();
  program.connectNow();
  await untilSettled(window);
  expect(await sent(conversationId)).toEqual([]);
  expect(await refusedItem(window)).toMatchObject({ error: { code: 'HF_REPLY_STALE' } });
});

test('M6 with the setting "refuse", a stale reply can be edited or discarded, but not sent', async () => {
  await policy('refuse');
  const agent = await agentAtWork();
  const { window, conversationId } = agent;
  await answerOffline(agent, () =>
    world.sql(`update conversations set status = 'resolved', resolved_at = now() where id = $1`, [
      conversationId,
    ]),
  );
  const item = await refusedItem(window);
  expect(item).toMatchObject({ error: { code: 'HF_REPLY_STALE_REFUSED' }, stale: { reasons: ['resolved'] } });
  await expect(window.mutate('outbox.retry', { mutationId: item?.mutationId })).rejects.toMatchObject({
    code: 'HF_REPLY_STALE_REFUSED',
  });
  expect(await refusedItem(window)).toMatchObject({ text: 'It costs 20 euros.' });
  await window.mutate('outbox.discard', { mutationId: item?.mutationId });
  expect(await refusedItem(window)).toBeUndefined();
  expect(await sent(conversationId)).toEqual([]);
});

test('M6 with the setting "send", a stale reply is sent', async () => {
  await policy('send');
  const agent = await agentAtWork();
  await answerOffline(agent, () => customerSays(agent.conversationId, 'Never mind!'));
  expect(await sent(agent.conversationId)).toEqual(['It costs 20 euros.']);
});

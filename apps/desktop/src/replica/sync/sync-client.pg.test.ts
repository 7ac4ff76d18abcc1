import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { SyncedWorld, untilLive, untilSettled } from '@holdfast/testkit/replica/synced-world';
import type { TestProgram } from '@holdfast/testkit/replica/test-program';

let world: SyncedWorld;
const open: { [Symbol.asyncDispose](): Promise<void> }[] = [];

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
});
afterEach(async () => {
  for (const program of open.splice(0)) await program[Symbol.asyncDispose]();
  world.heal();
});
afterAll(async () => {
  await world.stop();
});

function opened(program: TestProgram): TestProgram {
  open.push(program);
  return program;
}

/** Starts a program with a window for a new, signed-in agent with conversations. */
async function agentAtWork(conversations = 1) {
  const user = await world.createUser();
  const ids: number[] = [];
  for (let made = 0; made < conversations; made += 1) ids.push(await world.createConversation(user.id));
  const program = opened(await world.startProgram());
  const window = program.openWindow();
  await world.signIn(window, user);
  const [conversationId = 0] = ids;
  return { user, program, window, conversationId, ids };
}

async function outboundMessages(conversationId: number): Promise<readonly string[]> {
  const rows = await world.sql<{ content: string }>(
    `select content from messages where conversation_id = $1 and direction = 'outbound' order by created_at, id`,
    [conversationId],
  );
  return rows.map(({ content }) => content);
}

test('D1 the first sync brings the conversations in the agent’s scope, with their history', async () => {
  const { window, conversationId } = await agentAtWork();
  const inbox = await window.watch('inbox.list', { view: 'mine' }).until(({ total }) => total === 1);
  expect(inbox.rows[0]).toMatchObject({ id: conversationId, customer: { name: 'Nadia' } });
  const { items } = await window.watch('conversation.timeline', { id: conversationId }).until(() => true);
  expect(items.filter(({ kind }) => kind === 'message')).toHaveLength(3);
});

test('D2 a change on the server reaches the screen without a request', async () => {
  const { window, conversationId } = await agentAtWork();
  const timeline = window.watch('conversation.timeline', { id: conversationId });
  await timeline.until(() => true);
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'news')`,
    [conversationId],
  );
  const { items } = await timeline.until((result) =>
    result.items.some((item) => 'text' in item && item.text === 'news'),
  );
  expect(items.at(-1)).toMatchObject({ kind: 'message', text: 'news' });
});

test('an assignment causes a notification and changes the badge', async () => {
  const { user, program, window } = await agentAtWork();
  const id = await world.createConversation(null);
  await window.watch('inbox.list', { view: 'queue' }).until(({ rows }) => rows.some((row) => row.id === id));
  await world.sql(`update conversations set assigned_to = $2, unread_count = 1 where id = $1`, [id, user.id]);
  expect(await program.untilSent(({ type }) => type === 'notify')).toMatchObject({
    conversationId: id,
    title: 'New assignment',
    body: expect.stringContaining('Nadia') as unknown,
  });
  await program.untilSent((message) => message.type === 'badge' && message.count > 0);
});

test('M2 each of many messages arrives exactly once and in order while sockets are cut', async () => {
  const { program, window, conversationId } = await agentAtWork();
  const texts = Array.from({ length: 40 }, (_, index) => `message number ${index}`);
  for (const text of texts) {
    await window.mutate('conversation.sendMessage', { conversationId, text });
    // A push, reply or delta in flight is lost.
    world.proxy.cut();
  }
  // Each round runs a little longer before it is cut.
  for (let round = 0; round < 20; round += 1) {
    program.connectNow();
    await proceed(round * 5);
    world.proxy.cut();
  }
  program.connectNow();
  await untilSettled(window);
  expect(await outboundMessages(conversationId)).toEqual(texts);
  const { items } = await window.watch('conversation.timeline', { id: conversationId }).until(() => true);
  expect(
    items.flatMap((item) => (item.kind === 'message' && item.direction === 'outbound' ? [item.text] : [])),
  ).toEqual(texts);
});

/** Runs a number of event-loop turns, so that cuts happen at different points of the exchange. */
async function proceed(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('M1 mutations queued offline survive a restart and reach the server exactly once', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const profile = await mkdtemp(join(tmpdir(), 'holdfast-profile-'));
  const options = { userDataDirectory: profile, keyring: new Map<string, string>() };
  const first = opened(await world.startProgram(options));
  await world.signIn(first.openWindow(), user);

  await world.stopServer();
  const window = first.openWindow();
  await window.watch('session.state', undefined).until(({ connection }) => connection.kind === 'offline');
  await window.mutate('conversation.sendMessage', { conversationId, text: 'written offline' });
  await window.mutate('conversation.addNote', { conversationId, text: 'a note' });
  await window.mutate('conversation.setStatus', { conversationId, status: 'resolved' });
  await first.stop();

  const second = opened(await world.startProgram(options));
  const again = second.openWindow();
  const outbox = await again.watch('outbox.list', undefined).until(() => true);
  expect(outbox.items.map(({ name }) => name)).toEqual(['sendMessage', 'addNote', 'setStatus']);
  const timeline = again.watch('conversation.timeline', { id: conversationId });
  const before = await timeline.until(() => true);
  const queued = before.items.find((item) => item.kind === 'message' && item.queued);

  await world.startServer();
  second.connectNow();
  await untilSettled(again);
  expect(await outboundMessages(conversationId)).toEqual(['written offline']);
  const [message] = await world.sql<{ id: string; status: string }>(
    `select m.id, c.status from messages m join conversations c on c.id = m.conversation_id where content = 'written offline'`,
  );
  expect(Number(message?.id)).toBe(queued?.kind === 'message' ? queued.id : undefined);
  expect(message?.status).toBe('resolved');
  await second.stop();
  await rm(profile, { recursive: true, force: true });
});

test('M1 without a keyring the inbox is kept, and signing in again sends queued mutations', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const profile = await mkdtemp(join(tmpdir(), 'holdfast-profile-'));
  const options = { userDataDirectory: profile, keyring: null };
  const first = opened(await world.startProgram(options));
  await world.signIn(first.openWindow(), user);
  await first.stop();

  const second = opened(await world.startProgram(options));
  const window = second.openWindow();
  await window.mutate('conversation.sendMessage', { conversationId, text: 'before signing in' });
  const state = await window
    .watch('session.state', undefined)
    .until(({ connection }) => connection.kind === 'needs-sign-in');
  expect(state).toMatchObject({
    account: { email: user.email },
    canStaySignedIn: false,
    outbox: { queued: 1 },
  });
  await window.watch('inbox.list', { view: 'mine' }).until(({ total }) => total === 1);

  await world.signIn(window, user);
  await untilSettled(window);
  expect(await outboundMessages(conversationId)).toEqual(['before signing in']);
  await second.stop();
  await rm(profile, { recursive: true, force: true });
});

test('M3 a refused message stays in the outbox, and editing it makes it a draft', async () => {
  const { window, conversationId } = await agentAtWork();
  const other = await world.createUser();
  world.partition();
  await window.mutate('conversation.sendMessage', { conversationId, text: 'too late' });
  await world.sql(`update conversations set status = 'archived' where id = $1`, [conversationId]);
  await world.sql(`update conversations set assigned_to = $2 where id = $1`, [conversationId, other.id]);
  world.heal();
  const outbox = window.watch('outbox.list', undefined);
  const { items } = await outbox.until(({ refusedCount }) => refusedCount === 1);
  expect(items[0]).toMatchObject({ name: 'sendMessage', text: 'too late', state: 'refused' });
  expect(items[0]?.error?.code).toMatch(/^HF_/);
  expect(await outboundMessages(conversationId)).toEqual([]);

  const { mutationId } = items[0] ?? { mutationId: 0 };
  await expect(window.mutate('outbox.retry', { mutationId })).rejects.toMatchObject({
    code: 'HF_CONVERSATION_UNKNOWN',
  });
  expect(await window.mutate('outbox.edit', { mutationId })).toEqual({
    conversationId,
    mode: 'reply',
    text: 'too late',
  });
  await outbox.until((list) => list.items.length === 0);
  expect(await window.watch('drafts.get', { conversationId }).until(() => true)).toMatchObject({
    text: 'too late',
  });
});

test('a revoked device needs a sign-in and keeps its inbox and outbox', async () => {
  const { user, window, conversationId } = await agentAtWork();
  const session = window.watch('session.state', undefined);
  await world.sql(`update devices set revoked_at = now() where user_id = $1`, [user.id]);
  world.proxy.cut();
  const state = await session.until(({ connection }) => connection.kind === 'needs-sign-in');
  expect(state.account?.email).toBe(user.email);
  await window.mutate('conversation.sendMessage', { conversationId, text: 'still here' });
  await world.signIn(window, user);
  await untilSettled(window);
  expect(await outboundMessages(conversationId)).toEqual(['still here']);
});

test('D6 a device reconnects after the server drained and restarted', async () => {
  const { window, program, conversationId } = await agentAtWork();
  const kinds: string[] = [];
  const session = window.watch('session.state', undefined);
  const watching = session.until(({ connection }) => {
    kinds.push(connection.kind);
    return connection.kind === 'draining';
  });
  await world.drainServer();
  await watching;
  expect(kinds).not.toContain('needs-sign-in');
  await window.mutate('conversation.sendMessage', { conversationId, text: 'between two servers' });
  await world.startServer();
  program.connectNow();
  await untilSettled(window);
  expect(await outboundMessages(conversationId)).toEqual(['between two servers']);
});

test('a failed sign-in has the code of its cause', async () => {
  const user = await world.createUser();
  const window = opened(await world.startProgram()).openWindow();
  const credentials = { tenant: world.tenant.slug, email: user.email, password: 'wrong password' };
  await expect(window.mutate('session.signIn', credentials)).rejects.toMatchObject({
    code: 'HF_SIGN_IN_FAILED',
  });
  await expect(
    window.mutate('session.signIn', { ...credentials, serverUrl: 'http://127.0.0.1:9' }),
  ).rejects.toMatchObject({ code: 'HF_UNAVAILABLE' });
});

test('signing out is refused while mutations are queued, and afterwards ends the session', async () => {
  const { user, program, window, conversationId } = await agentAtWork();
  world.partition();
  await window.mutate('conversation.sendMessage', { conversationId, text: 'queued' });
  await expect(window.mutate('session.signOut', {})).rejects.toMatchObject({ code: 'HF_OUTBOX_NOT_EMPTY' });
  world.heal();
  program.connectNow();
  await untilSettled(window);
  await window.mutate('session.signOut', {});
  const state = await window.watch('session.state', undefined).until(() => true);
  expect(state).toMatchObject({ account: null, signInDefaults: { email: user.email } });
  await world.signIn(window, user);
  await untilLive(window);
});

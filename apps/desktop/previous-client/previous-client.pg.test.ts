import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { PortClient } from '@holdfast/testkit/replica/port-client';
import { SyncedWorld, untilSettled } from '@holdfast/testkit/replica/synced-world';
import { PreviousProgram } from './previous-program.ts';

let world: SyncedWorld;
let workDirectory: string;
const open: AsyncDisposable[] = [];
const directories: string[] = [];

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
  workDirectory = await mkdtemp(join(tmpdir(), 'holdfast-previous-'));
});
afterEach(async () => {
  for (const program of open.splice(0)) await program[Symbol.asyncDispose]();
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
  world.heal();
});
afterAll(async () => {
  await world.stop();
  await rm(workDirectory, { recursive: true, force: true });
});

/** Starts the previous build with a new profile, signs in a new agent and assigns two conversations to that agent. */
async function previousAgent() {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const otherId = await world.createConversation(user.id);
  const userDataDirectory = await mkdtemp(join(tmpdir(), 'holdfast-profile-'));
  directories.push(userDataDirectory);
  const keyring = new Map<string, string>();
  const serverUrl = world.proxy.url;
  const program = await PreviousProgram.start({ userDataDirectory, workDirectory, serverUrl, keyring });
  open.push(program);
  const window = program.openWindow();
  await world.signIn(window, user);
  return { user, conversationId, otherId, userDataDirectory, keyring, program, window };
}

async function writeAsCustomer(conversationId: number, text: string): Promise<void> {
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', $2)`,
    [conversationId, text],
  );
}

function untilShown(window: PortClient, conversationId: number, text: string) {
  return window
    .watch('conversation.timeline', { id: conversationId })
    .until(({ items }) => items.some((item) => 'text' in item && item.text === text));
}

async function outbound(conversationId: number): Promise<readonly string[]> {
  const rows = await world.sql<{ content: string }>(
    `select content from messages where conversation_id = $1 and direction = 'outbound' order by created_at, id`,
    [conversationId],
  );
  return rows.map(({ content }) => content);
}

async function offline(window: PortClient): Promise<void> {
  world.partition();
  await window.watch('session.state', undefined).until(({ connection }) => connection.kind === 'offline');
}

test('Versions: the previous client signs in, syncs, receives, sends, works offline and reconnects', async () => {
  const { window, program, conversationId, otherId } = await previousAgent();
  const inbox = await window.watch('inbox.list', { view: 'mine' }).until(({ total }) => total === 2);
  expect(new Set(inbox.rows.map(({ id }) => id))).toEqual(new Set([conversationId, otherId]));
  const timeline = await window
    .watch('conversation.timeline', { id: conversationId })
    .until(({ items }) => items.length > 1);
  expect(timeline.items.filter(({ kind }) => kind === 'message')).toHaveLength(3);

  await writeAsCustomer(conversationId, 'news while live');
  await untilShown(window, conversationId, 'news while live');
  await window.mutate('conversation.sendMessage', { conversationId, text: 'replied live' });
  await untilSettled(window);
  expect(await outbound(conversationId)).toEqual(['replied live']);

  await offline(window);
  await window.mutate('conversation.sendMessage', { conversationId, text: 'written offline' });
  await window.mutate('conversation.setStatus', { conversationId: otherId, status: 'resolved' });
  await writeAsCustomer(otherId, 'news while away');
  world.heal();
  program.connectNow();
  await untilSettled(window);
  await untilShown(window, otherId, 'news while away');
  expect(await outbound(conversationId)).toEqual(['replied live', 'written offline']);
  const rows = await world.sql(`select status from conversations where id = $1`, [otherId]);
  expect(rows).toEqual([{ status: 'resolved' }]);
});

test("Versions: the current client opens the previous client's profile offline, upgrades its queued mutations and sends them", async () => {
  const old = await previousAgent();
  const { user, window, program, conversationId, otherId, userDataDirectory, keyring } = old;
  await writeAsCustomer(conversationId, 'seen by the old one');
  await untilShown(window, conversationId, 'seen by the old one');
  await offline(window);
  await window.mutate('conversation.sendMessage', { conversationId, text: 'queued by the old one' });
  await window.mutate('conversation.addNote', { conversationId: otherId, text: 'a note of the old one' });
  const draft = { conversationId: otherId, mode: 'reply', text: 'not finished', cannedResponseId: null };
  await window.mutate('drafts.save', draft);
  await program.stop();

  const current = await world.startProgram({ userDataDirectory, keyring });
  open.push(current);
  const again = current.openWindow();
  // The database is migrated, not rebuilt: its rows are there although the server cannot be reached.
  await untilShown(again, conversationId, 'seen by the old one');
  const outbox = await again.watch('outbox.list', undefined).until(() => true);
  expect(outbox.items.map(({ name, text }) => [name, text])).toEqual([
    ['sendMessage', 'queued by the old one'],
    ['addNote', 'a note of the old one'],
  ]);
  expect(await again.watch('drafts.get', { conversationId: otherId }).until(() => true)).toMatchObject({
    text: 'not finished',
  });
  const state = await again.watch('session.state', undefined).until(() => true);
  expect(state.problem).toBeNull();

  world.heal();
  current.connectNow();
  await untilSettled(again);
  expect(await outbound(conversationId)).toEqual(['queued by the old one']);
  const results = await world.sql(
    `select r.name, r.outcome from mutation_results r join devices d on d.id = r.device_id
     where r.name <> 'markRead' and d.user_id = $1 order by r.mutation_id`,
    [user.id],
  );
  expect(results).toEqual([
    { name: 'sendMessage', outcome: 'applied' },
    { name: 'addNote', outcome: 'applied' },
  ]);
});

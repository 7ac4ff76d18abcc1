import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import { openReplicaDatabase } from '../database/replica-database.ts';
import { templateAt } from '../database/replica-directory.ts';
import { scanFrames } from '../journal/frame.ts';
import { SyncedWorld, untilLive, untilSettled } from '@holdfast/testkit/replica/synced-world';
import type { TestUser } from '@holdfast/testkit/replica/synced-world';
import type { TestProgram } from '@holdfast/testkit/replica/test-program';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';

let world: SyncedWorld;
const open: TestProgram[] = [];
const profiles: string[] = [];

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
});
afterEach(async () => {
  for (const program of open.splice(0)) await program.stop();
  for (const profile of profiles.splice(0)) await rm(profile, { recursive: true, force: true });
  world.heal();
});
afterAll(async () => {
  await world.stop();
});

/** A profile on which programs can be started and stopped. */
async function profileOf(user: TestUser) {
  const userDataDirectory = await mkdtemp(join(tmpdir(), 'holdfast-profile-'));
  profiles.push(userDataDirectory);
  const options = { userDataDirectory, keyring: new Map<string, string>() };
  const account = join(userDataDirectory, 'accounts', `${world.tenant.slug}-${user.id}`);
  const start = async () => {
    const program = await world.startProgram(options);
    open.push(program);
    return { program, window: program.openWindow() };
  };
  return { account, start, keyring: options.keyring };
}

async function signedIn(user: TestUser) {
  const profile = await profileOf(user);
  const running = await profile.start();
  await world.signIn(running.window, user);
  return { ...profile, ...running };
}

/** The number of rows per table that belong to a conversation, in a closed replica. */
async function rowsOfConversation(account: string, conversationId: number): Promise<Record<string, number>> {
  const { database } = await openReplicaDatabase(
    join(account, 'replica'),
    templateAt(await testTemplateDirectory()),
  );
  const counts: Record<string, number> = {};
  for (const { name, conversationColumn } of syncedTables) {
    if (conversationColumn === null) continue;
    const [row] = await database.rows<{ count: number }>(
      `select count(*) from ${name} where ${conversationColumn} = $1`,
      [conversationId],
    );
    counts[name] = row?.count ?? -1;
  }
  for (const name of ['held_conversations', 'undo_journal', 'customers', 'outbox']) {
    const [row] = await database.rows<{ count: number }>(`select count(*) from ${name}`);
    counts[name] = row?.count ?? -1;
  }
  await database.close();
  return counts;
}

test('S4 after a transfer no row of the conversation is left in any table, and the other replica has its history', async () => {
  const [giver, taker] = [await world.createUser(), await world.createUser()];
  const conversationId = await world.createConversation(giver.id, 20);
  const one = await signedIn(giver);
  const other = await signedIn(taker);
  await one.window.mutate('conversation.sendMessage', { conversationId, text: 'I will ask a colleague.' });
  await one.window.mutate('conversation.addNote', { conversationId, text: 'Speaks Arabic.' });
  await one.window.mutate('conversation.transfer', {
    conversationId,
    toUserId: taker.id,
    reason: 'language',
  });

  const header = one.window.watch('conversation.header', { id: conversationId });
  await header.until((result) => result === null);
  const timeline = other.window.watch('conversation.timeline', { id: conversationId });
  const { items } = await timeline.until((result) => result.items.some(({ kind }) => kind === 'note'));
  expect(items.filter(({ kind }) => kind === 'message')).toHaveLength(21);
  expect(items.some((item) => item.kind === 'event' && item.event.type === 'transferred')).toBe(true);
  expect(await other.program.untilSent(({ type }) => type === 'notify')).toMatchObject({ conversationId });
  await untilSettled(one.window);

  await one.program.stop();
  const counts = await rowsOfConversation(one.account, conversationId);
  expect(Object.entries(counts).filter(([, count]) => count !== 0)).toEqual([]);
});

test('S4 after offline time, a conversation that left and re-entered is held, and one that left is not', async () => {
  const [agent, colleague] = [await world.createUser(), await world.createUser()];
  const [back, gone] = [await world.createConversation(agent.id), await world.createConversation(agent.id)];
  const { window, program, account } = await signedIn(agent);
  await window.watch('inbox.list', { view: 'mine' }).until(({ total }) => total === 2);
  world.partition();
  await window.watch('session.state', undefined).until(({ connection }) => connection.kind === 'offline');
  const assign = (id: number, to: number) =>
    world.sql(`update conversations set assigned_to = $2 where id = $1`, [id, to]);
  await assign(back, colleague.id);
  await assign(gone, colleague.id);
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'meanwhile')`,
    [back],
  );
  await assign(back, agent.id);
  world.heal();
  program.connectNow();
  await untilLive(window);
  const inbox = await window.watch('inbox.list', { view: 'mine' }).until(({ total }) => total === 1);
  expect(inbox.rows.map(({ id }) => id)).toEqual([back]);
  const timeline = window.watch('conversation.timeline', { id: back });
  await timeline.until((result) => result.items.some((item) => 'text' in item && item.text === 'meanwhile'));
  await program.stop();
  expect(await rowsOfConversation(account, gone)).toMatchObject({
    conversations: 0,
    messages: 0,
    customers: 1,
  });
});

test('M1 a replica that does not open is rebuilt from the server, and queued mutations are sent once', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const { account, start, program, window } = await signedIn(user);
  world.partition();
  await window.mutate('conversation.sendMessage', { conversationId, text: 'survives' });
  await program.stop();
  await truncate(join(account, 'replica', 'global', 'pg_control'), 10);

  const again = await start();
  const outbox = again.window.watch('outbox.list', undefined);
  await outbox.until(({ queuedCount }) => queuedCount === 1);
  world.heal();
  again.program.connectNow();
  await untilSettled(again.window);
  const timeline = again.window.watch('conversation.timeline', { id: conversationId });
  const { items } = await timeline.until((result) => result.items.length > 3);
  expect(items.at(-1)).toMatchObject({ text: 'survives', queued: false });
  expect(await messagesNamed('survives')).toBe(1);
  const session = again.window.watch('session.state', undefined);
  expect((await session.until(({ connection }) => connection.kind === 'live')).problem).toBeNull();
});

test('M3 a rebuilt replica receives the results of mutations that the lost one had sent', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const { account, start, program, window } = await signedIn(user);
  await window.mutate('conversation.sendMessage', { conversationId, text: 'sent before the loss' });
  // The mutation is pushed and settled. Without the later frames the journal has it as pending.
  await untilSettled(window);
  const journal = await readFile(join(account, 'journal'));
  await program.stop();
  const [firstFrames] = [scanFrames(journal).payloads.findIndex((payload) => payload.includes('"settled"'))];
  await writeFile(join(account, 'journal'), framesUpTo(journal, firstFrames));
  await rm(join(account, 'replica'), { recursive: true });

  const again = await start();
  await untilLive(again.window);
  await untilSettled(again.window);
  expect(await messagesNamed('sent before the loss')).toBe(1);
});

test('M2 a mutation lost from the middle of the journal does not block later ones', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const { account, start, program, window } = await signedIn(user);
  world.partition();
  for (const text of ['first', 'damaged', 'third']) {
    await window.mutate('conversation.sendMessage', { conversationId, text });
  }
  await program.stop();
  const journal = await readFile(join(account, 'journal'));
  journal[journal.indexOf('damaged')] = 0;
  await writeFile(join(account, 'journal'), journal);

  const again = await start();
  const state = await again.window.watch('session.state', undefined).until(() => true);
  expect(state.problem?.code).toBe('HF_JOURNAL_DAMAGED');
  world.heal();
  again.program.connectNow();
  await untilSettled(again.window);
  const rows = await world.sql<{ content: string }>(
    `select content from messages where conversation_id = $1 and direction = 'outbound' order by created_at, id`,
    [conversationId],
  );
  expect(rows.map(({ content }) => content)).toEqual(['first', 'third']);
});

test('M2 a device that lost its journal continues at the server’s mutation id', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const { account, start, program, window } = await signedIn(user);
  for (const text of ['one', 'two'])
    await window.mutate('conversation.sendMessage', { conversationId, text });
  await untilSettled(window);
  await program.stop();
  await rm(join(account, 'journal'));

  const again = await start();
  // Queued before the welcome: its id belongs to another mutation on the server.
  await again.window
    .mutate('conversation.addTag', { conversationId, tagId: await createTag() })
    .catch(() => undefined);
  await untilLive(again.window);
  await again.window.mutate('conversation.sendMessage', { conversationId, text: 'after the loss' });
  await untilSettled(again.window);
  expect(await messagesNamed('after the loss')).toBe(1);
  const outbox = await again.window.watch('outbox.list', undefined).until(() => true);
  expect(outbox.items).toEqual([]);
});

test('M3 mutations queued under another device id can be sent by the new one', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id);
  const { account, start, keyring, program, window } = await signedIn(user);
  world.partition();
  await window.mutate('conversation.sendMessage', { conversationId, text: 'from the old device' });
  await program.stop();
  keyring.clear();
  // Without this file the installation is a new device for the server.
  await rm(join(account, '..', 'installation.json'));
  world.heal();

  const again = await start();
  await world.signIn(again.window, user);
  const outbox = again.window.watch('outbox.list', undefined);
  const { items } = await outbox.until(({ queuedCount }) => queuedCount === 0);
  expect(items.map(({ error }) => error?.code)).toEqual(['HF_ID_FOREIGN']);
  for (const { mutationId } of items) await again.window.mutate('outbox.retry', { mutationId });
  await outbox.until((list) => list.items.length === 0);
  expect(await messagesNamed('from the old device')).toBe(1);
});

async function createTag(): Promise<number> {
  const [tag] = await world.sql<{ id: string }>(
    `insert into conversation_tags (name, color) values (gen_random_uuid()::text, '#336699') returning id`,
  );
  return Number(tag?.id);
}

async function messagesNamed(content: string): Promise<number> {
  const [row] = await world.sql<{ count: string }>(`select count(*) from messages where content = $1`, [
    content,
  ]);
  return Number(row?.count);
}

/** The journal without its frames from number `frame` on. */
function framesUpTo(journal: Uint8Array, frame: number): Uint8Array {
  let end = 0;
  for (let passed = 0; passed < frame; passed += 1) {
    end += 12 + new DataView(journal.buffer, journal.byteOffset + end + 4, 4).getUint32(0, true);
  }
  return journal.subarray(0, end);
}

import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { SyncedWorld } from '@holdfast/testkit/replica/synced-world';

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

/** Starts a program for a new agent, and waits until the conversation is in its queue. */
async function agentAtWork(conversationId: number) {
  const user = await world.createUser();
  const program = await world.startProgram();
  open.push(program);
  const window = program.openWindow();
  await world.signIn(window, user);
  const queue = window.watch('inbox.list', { view: 'queue' });
  await queue.until(({ rows }) => rows.some(({ id }) => id === conversationId));
  queue.stop();
  return { user, program, window };
}

test('P1 two replicas see each other’s agents in a conversation, by name, until one leaves', async () => {
  const id = await world.createConversation(null);
  const [mara, jonas] = [await agentAtWork(id), await agentAtWork(id)];
  const seen = jonas.window.watch('conversation.presence', { id });
  const inbox = jonas.window.watch('inbox.presence', undefined);
  const own = mara.window.watch('conversation.presence', { id });
  const person = (activity: 'viewing' | 'typing') => [
    { id: mara.user.id, name: mara.user.name, avatarUrl: null, activity },
  ];
  const report = (conversationId: number | null, activity: 'viewing' | 'typing') =>
    mara.window.mutate('conversation.setPresence', { conversationId, activity });

  await report(id, 'viewing');
  expect(await seen.until((people) => people.length > 0)).toEqual(person('viewing'));
  await report(id, 'typing');
  expect(await seen.until(([first]) => first?.activity === 'typing')).toEqual(person('typing'));
  const [entry] = await inbox.until((entries) => entries[0]?.people[0]?.activity === 'typing');
  expect(entry).toEqual({ conversationId: id, people: person('typing') });
  expect(await own.until(() => true)).toEqual([]);

  await report(null, 'viewing');
  expect(await seen.until((people) => people.length === 0)).toEqual([]);
  await report(id, 'viewing');
  await seen.until((people) => people.length > 0);
  await mara.program.stop();
  expect(await seen.until((people) => people.length === 0)).toEqual([]);
});

test('P1 the presence in a conversation that leaves the replica is dropped, also if it enters again', async () => {
  const id = await world.createConversation(null);
  const [mara, jonas] = [await agentAtWork(id), await agentAtWork(id)];
  const inbox = jonas.window.watch('inbox.presence', undefined);
  const queue = jonas.window.watch('inbox.list', { view: 'queue' });
  const isQueued = (expected: boolean) =>
    queue.until(({ rows }) => rows.some((row) => row.id === id) === expected);
  const assign = (userId: number | null) =>
    world.sql(`update conversations set assigned_to = $2 where id = $1`, [id, userId]);
  await mara.window.mutate('conversation.setPresence', { conversationId: id, activity: 'viewing' });
  await inbox.until((entries) => entries.length === 1);
  await assign(mara.user.id);
  await isQueued(false);
  expect(await inbox.until((entries) => entries.length === 0)).toEqual([]);
  await mara.window.mutate('conversation.setPresence', { conversationId: null, activity: 'viewing' });
  await assign(null);
  await isQueued(true);
  expect(await inbox.until(() => true)).toEqual([]);
});

test('P1 without a connection no presence is shown, and updates made then are not sent later', async () => {
  const id = await world.createConversation(null);
  const [mara, jonas] = [await agentAtWork(id), await agentAtWork(id)];
  const seen = jonas.window.watch('conversation.presence', { id });
  await mara.window.mutate('conversation.setPresence', { conversationId: id, activity: 'viewing' });
  await seen.until((people) => people.length > 0);

  world.partition();
  expect(await seen.until((people) => people.length === 0)).toEqual([]);
  await mara.window.mutate('conversation.setPresence', { conversationId: id, activity: 'typing' });
  world.heal();
  for (const { program, window } of [mara, jonas]) {
    program.connectNow();
    await window.watch('session.state', undefined).until(({ connection }) => connection.kind === 'live');
  }
  // An update that had been kept would arrive before these.
  await jonas.window.mutate('conversation.setPresence', { conversationId: id, activity: 'viewing' });
  await mara.window.watch('conversation.presence', { id }).until((people) => people.length > 0);
  expect(await seen.until(() => true)).toEqual([]);
});

import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Timeline } from '../../contract/timeline.ts';
import { SyncedWorld } from '@holdfast/testkit/replica/synced-world';
import { TestProgram } from '@holdfast/testkit/replica/test-program';
import type { PortClient } from '@holdfast/testkit/replica/port-client';

let world: SyncedWorld;

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
});
afterAll(async () => {
  await world.stop();
});

const everything = 5000;

test('S1 an agent can page back through 1,100 messages, and fetched messages stay offline and after a restart', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id, 1100);
  const keyring = new Map<string, string>();
  const program = await world.startProgram({ keyring, verifyStepMs: 20 });
  const window = program.openWindow();
  await world.signIn(window, user);
  const timeline = window.watch('conversation.timeline', { id: conversationId, limit: everything });
  await timeline.until((now) => messagesOf(now) === 500 && now.hasOlderOnServer);

  for (const held of [700, 900]) {
    expect(await fetchOlder(window, conversationId)).toBe(true);
    await timeline.until((now) => messagesOf(now) === held);
  }
  // A new message arrives while older ones are fetched.
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'just now')`,
    [conversationId],
  );
  await fetchOlder(window, conversationId);
  await timeline.until((now) => messagesOf(now) >= 1100);
  // The count that the request was based on can be with or without the new message.
  await fetchOlder(window, conversationId);
  const whole = await timeline.until((now) => messagesOf(now) === 1101);
  expect(whole.hasOlderOnServer).toBe(false);
  expect(texts(whole).slice(0, 2)).toEqual(['message 1', 'message 2']);
  expect(await fetchOlder(window, conversationId)).toBe(false);

  // A change of an old message is sent now that the replica holds it.
  await world.sql(
    `update messages set content = 'corrected' where conversation_id = $1 and content = 'message 1'`,
    [conversationId],
  );
  await timeline.until((now) => texts(now)[0] === 'corrected');
  await program.stop();
  // The server's reply to each window request was compared by digest (rule V1).
  const { values } = await world.server.server.metrics.digestMismatches.get();
  expect(values[0]?.value ?? 0).toBe(0);

  world.partition();
  await using again = await TestProgram.start({
    userDataDirectory: program.userDataDirectory,
    keyring,
    serverUrl: world.proxy.url,
  });
  const offline = again.openWindow();
  const held = await offline
    .watch('conversation.timeline', { id: conversationId, limit: everything })
    .until(() => true);
  expect(messagesOf(held)).toBe(1101);
  world.heal();
});

test('S1 without a connection no older messages are requested, and the held ones are shown', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id, 600);
  await using program = await world.startProgram();
  const window = program.openWindow();
  await world.signIn(window, user);
  world.partition();
  await window.watch('session.state', undefined).until(({ connection }) => connection.kind !== 'live');
  expect(await fetchOlder(window, conversationId)).toBe(false);
  const timeline = window.watch('conversation.timeline', { id: conversationId, limit: everything });
  expect(messagesOf(await timeline.until(() => true))).toBe(500);
  world.heal();
  program.connectNow();
  await window.watch('session.state', undefined).until(({ connection }) => connection.kind === 'live');
  await fetchOlder(window, conversationId);
  await timeline.until((now) => messagesOf(now) === 600 && !now.hasOlderOnServer);
});

test('the space that an account uses is reported, and the agent can set its limit', async () => {
  const user = await world.createUser();
  const conversationId = await world.createConversation(user.id, 900);
  await using program = await world.startProgram();
  const window = program.openWindow();
  await world.signIn(window, user);
  const use = window.watch('storage.use', undefined);
  const before = await use.until(({ historyBytes }) => historyBytes === 0);
  expect(before.usedBytes).toBeGreaterThan(10 * 1024 * 1024);
  expect(before.conversationBytes + before.historyBytes + before.attachmentBytes).toBe(before.usedBytes);

  await fetchOlder(window, conversationId);
  await window
    .watch('conversation.timeline', { id: conversationId, limit: everything })
    .until((now) => messagesOf(now) === 700);
  await window.mutate('storage.setLimit', { bytes: 1024 ** 3 });
  const after = await use.until(({ limitBytes }) => limitBytes === 1024 ** 3);
  expect(after.historyBytes).toBeGreaterThan(0);
  await expect(window.mutate('storage.setLimit', { bytes: 1 })).rejects.toMatchObject({
    code: 'HF_INVALID_INPUT',
  });
});

function messagesOf({ items }: Timeline): number {
  return items.filter(({ kind }) => kind === 'message').length;
}

function texts({ items }: Timeline): readonly (string | null)[] {
  return items.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
}

async function fetchOlder(window: PortClient, id: number): Promise<unknown> {
  return await window.mutate('conversation.fetchOlder', { id });
}

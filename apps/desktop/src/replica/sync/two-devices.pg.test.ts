import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { AgentDevice } from '@holdfast/testkit/replica/agent-device';
import { SyncedWorld } from '@holdfast/testkit/replica/synced-world';
import type { TestUser } from '@holdfast/testkit/replica/synced-world';

const day = 86_400_000;

let world: SyncedWorld;
let user: TestUser;
let conversationId: number;
const devices: AgentDevice[] = [];

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
});
beforeEach(async () => {
  user = await world.createUser();
  conversationId = await world.createConversation(user.id);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device[Symbol.asyncDispose]();
});
afterAll(() => world.stop());

async function device(now?: () => Date): Promise<AgentDevice> {
  const signedIn = await AgentDevice.signIn(world, user, now === undefined ? {} : { now });
  devices.push(signedIn);
  return signedIn;
}

async function outbound() {
  return await world.sql<{ content: string; id: number; age: number; written: string }>(
    `select content, id::float, extract(epoch from now() - created_at)::float as age, metadata->>'composed_at' as written
     from messages where conversation_id = $1 and direction = 'outbound' order by created_at, id`,
    [conversationId],
  );
}

/** Waits until the screen shows exactly these messages of the agent, in this order. */
function untilMessages(agent: AgentDevice, words: readonly string[]) {
  return agent.until('conversation.timeline', { id: conversationId }, ({ items }) => {
    const own = items.flatMap((item) =>
      item.kind === 'message' && item.direction === 'outbound' && !item.queued ? [item.text] : [],
    );
    return own.join() === words.join();
  });
}

const send = (agent: AgentDevice, text: string) => agent.do('sendMessage', { conversationId, text });

test('M3 of two devices of one agent, both receive the effects of a mutation and one receives its result', async () => {
  const [laptop, phone] = [await device(), await device()];
  await laptop.goOffline();
  await phone.goOffline();
  await send(laptop, 'from the laptop');
  await phone.do('addNote', { conversationId, text: 'from the phone' });
  await phone.do('setPriority', { conversationId, priority: 'high' });
  await laptop.comeBack();
  await phone.comeBack();
  for (const each of [laptop, phone]) {
    await untilMessages(each, ['from the laptop']);
    await each.until('conversation.header', { id: conversationId }, (header) => header?.priority === 'high');
    expect((await each.until('outbox.list', undefined)).items).toEqual([]);
  }
  const results = await world.sql<{ device: number; ids: number[] }>(
    `select device_id::float as device, array_agg(mutation_id::float order by mutation_id) as ids
     from mutation_results where device_id in (select id from devices where user_id = $1) group by 1 order by 1`,
    [user.id],
  );
  expect(results.map(({ ids }) => ids)).toEqual([[1], [1, 2]]);
});

test('Ids: two offline devices of one agent create rows with different ids', async () => {
  const [laptop, phone] = [await device(), await device()];
  await laptop.goOffline();
  await phone.goOffline();
  for (const each of [laptop, phone]) for (let n = 0; n < 3; n += 1) await send(each, `words ${n}`);
  await phone.comeBack();
  await laptop.comeBack();
  const rows = await outbound();
  expect(rows).toHaveLength(6);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(6);
});

test('M6 a reply from one device does not make the other device’s reply stale; a customer message does', async () => {
  const [laptop, phone] = [await device(), await device()];
  await laptop.goOffline();
  await phone.goOffline();
  await send(laptop, 'one');
  await send(phone, 'two');
  await laptop.comeBack();
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'stop')`,
    [conversationId],
  );
  await phone.comeBack();
  await phone.until('outbox.list', undefined, ({ refusedCount }) => refusedCount === 1);
  expect(await phone.refusals()).toEqual(['HF_REPLY_STALE']);
  expect((await laptop.until('outbox.list', undefined)).items).toEqual([]);
  expect((await outbound()).map(({ content }) => content)).toEqual(['one']);
});

test('M7 replies from devices whose clocks are a day fast or slow have the server’s time and order of arrival', async () => {
  const fast = await device(() => new Date(Date.now() + day));
  const slow = await device(() => new Date(Date.now() - day));
  await slow.goOffline();
  await fast.goOffline();
  await send(fast, 'first, by the fast clock');
  await send(slow, 'second, by the slow clock');
  await fast.comeBack();
  await slow.comeBack();
  const words = ['first, by the fast clock', 'second, by the slow clock'];
  const rows = await outbound();
  expect(rows.map(({ content }) => content)).toEqual(words);
  // The time of writing is stored too, corrected by the clock offset of the last connection.
  for (const { age, written } of rows) {
    expect(age).toBeLessThan(120);
    expect(Math.abs(Date.parse(written) - Date.now())).toBeLessThan(120_000);
  }
  await untilMessages(fast, words);
  await untilMessages(slow, words);
});

test('M7 on a device whose clock is a day fast, a message received after a reply is shown below it', async () => {
  const now = () => new Date(Date.now() + day);
  const fast = await device(now);
  await send(fast, 'tomorrow’s words');
  await fast.settled();
  await world.sql(
    `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'and now?')`,
    [conversationId],
  );
  const { items } = await fast.until('conversation.timeline', { id: conversationId }, (timeline) =>
    timeline.items.some((item) => 'text' in item && item.text === 'and now?'),
  );
  expect(items.flatMap((item) => ('text' in item ? [item.text] : [])).slice(-2)).toEqual([
    'tomorrow’s words',
    'and now?',
  ]);
});

test('M5 a snooze ends by the server’s time on every device, also if its clock is wrong', async () => {
  const fast = await device(() => new Date(Date.now() + day));
  const right = await device();
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  await right.do('setStatus', { conversationId, status: 'pending', snoozedUntil: inAnHour });
  for (const each of [fast, right]) {
    await each.until('inbox.list', { view: 'snoozed' }, ({ total }) => total === 1);
    await each.until('inbox.list', { view: 'mine' }, ({ total }) => total === 0);
  }
  const { clockOffsetMs } = await fast.until('session.state', undefined);
  expect(Math.abs(clockOffsetMs + day)).toBeLessThan(60_000);
});

test('D6 a device whose clock jumps while it is offline still reconnects, and shows the time of its next attempt', async () => {
  const clock = { error: 0 };
  const jumping = await device(() => new Date(Date.now() + clock.error));
  await jumping.goOffline();
  for (const error of [day, -day, 365 * day]) {
    clock.error = error;
    await send(jumping, `at ${error}`);
    const { connection } = await jumping.until('session.state', undefined);
    if (connection.kind !== 'offline' || connection.nextAttemptAt === null) continue;
    const ahead = Date.parse(connection.nextAttemptAt) - (Date.now() + clock.error);
    expect(Math.abs(ahead)).toBeLessThan(60_000);
  }
  // No reconnect is requested: the jumps must not have delayed the device's own timer.
  jumping.reconnectNetwork();
  await jumping.until('session.state', undefined, ({ connection }) => connection.kind === 'live');
  await jumping.settled();
  expect((await outbound()).map(({ content }) => content)).toEqual(
    [day, -day, 365 * day].map((e) => `at ${e}`),
  );
});

test('D6 a device whose clock is a day wrong can connect without signing in again', async () => {
  for (const error of [day, -day]) {
    const wrong = await device(() => new Date(Date.now() + error));
    await wrong.goOffline();
    await wrong.comeBack();
    await send(wrong, `still here ${error}`);
    await wrong.settled();
  }
  expect(await outbound()).toHaveLength(2);
});

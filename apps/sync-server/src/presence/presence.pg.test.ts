import type { Down } from '@holdfast/schema/protocol/down';
import type { PresenceActivity } from '@holdfast/schema/protocol/presence';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import type { WakeUpSettings } from '../config/settings.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { startNatsServer } from '@holdfast/testkit/server/nats-server';
import { agentOnline, openSession } from '@holdfast/testkit/server/online-agent';
import { startTestServer, type TestServer } from '@holdfast/testkit/server/start-test-server';
import { createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';

/** In milliseconds. Short, so that the test sees presence expire. */
const presenceLifetimes = { viewing: 900, typing: 400 };
const soon = { timeout: 5000, interval: 5 };
const later = { interval: 20 };

let database: TestDatabase;
let server: TestServer;
let tenant: Tenant;
const open: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  server = await startTestServer(database);
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

interface Place {
  readonly at?: TestServer;
  readonly of?: Tenant;
  readonly email?: string;
}

/** Connects an agent and waits for the first delta. */
async function connect({ at = server, of = tenant, email }: Place = {}) {
  const agent = await agentOnline(at, database, { tenant: of, ...(email === undefined ? {} : { email }) });
  open.push(() => agent.close());
  const session = openSession(agent);
  await expect.poll(() => session.told.some(isDelta), later).toBe(true);
  return {
    ...agent,
    session,
    untilHeld: (id: number) => expect.poll(() => isHeld(session.told, id), later).toBe(true),
    /** The last received presence of the conversation; undefined if there was none. */
    lastPresence: (id: number) => presences(session.told, id).at(-1),
    presenceCount: (id: number) => presences(session.told, id).length,
    setPresence: (conversationId: number | null, activity: PresenceActivity = 'viewing') =>
      agent.client.sync.setPresence.mutate({ sessionId: session.sessionId, conversationId, activity }),
  };
}

function isDelta(message: Down): boolean {
  return message.type === 'delta';
}

function isHeld(messages: readonly Down[], id: number): boolean {
  return messages.some(
    (message) => message.type === 'delta' && message.entered.some((held) => held.conversationId === id),
  );
}

function presences(messages: readonly Down[], id: number) {
  return messages.flatMap((message) =>
    message.type === 'presence' && message.conversationId === id ? [message.people] : [],
  );
}

function queued(of = tenant): Promise<number> {
  return createConversation(database.pool, of, { assignedTo: null });
}

describe('P1 between two agents', () => {
  test('P1 the other agent sees within 1 s when an agent opens a conversation, types and leaves', async () => {
    const id = await queued();
    const [mara, jonas] = [await connect(), await connect()];
    const people = (activity: PresenceActivity) => [{ userId: mara.userId, activity }];
    await mara.setPresence(id);
    await expect.poll(() => jonas.lastPresence(id), soon).toEqual(people('viewing'));
    await mara.setPresence(id, 'typing');
    await expect.poll(() => jonas.lastPresence(id), soon).toEqual(people('typing'));
    await mara.setPresence(null);
    await expect.poll(() => jonas.lastPresence(id), soon).toEqual([]);
    expect(mara.presenceCount(id)).toBe(0);
  });

  test('P1 an agent who changes the conversation is present only in the new one', async () => {
    const [first, second] = [await queued(), await queued()];
    const [mara, jonas] = [await connect(), await connect()];
    await mara.setPresence(first);
    await mara.setPresence(second);
    await expect.poll(() => jonas.lastPresence(second), soon).toHaveLength(1);
    expect(jonas.lastPresence(first) ?? []).toEqual([]);
  });

  test('P1 the presence of a session is removed when the session ends', async () => {
    const id = await queued();
    const [mara, jonas] = [await connect(), await connect()];
    await mara.setPresence(id, 'typing');
    await expect.poll(() => jonas.lastPresence(id), soon).toHaveLength(1);
    await mara.close();
    await expect.poll(() => jonas.lastPresence(id), soon).toEqual([]);
  });

  test('P1 a new session receives the current presence, and so does a session that a conversation enters', async () => {
    const id = await queued();
    const mara = await connect();
    await mara.setPresence(id);
    const jonas = await connect();
    await expect.poll(() => jonas.lastPresence(id), soon).toHaveLength(1);
    const sql = (text: string, values: unknown[]) => operatorSql(database.pool, tenant, text, values);
    await sql('update conversations set assigned_to = $2 where id = $1', [id, mara.userId]);
    await expect.poll(() => jonas.session.told.filter(isDelta).length, later).toBeGreaterThan(1);
    const before = jonas.presenceCount(id);
    await mara.setPresence(id, 'typing');
    await sql('update conversations set assigned_to = null where id = $1', [id]);
    await expect.poll(() => jonas.presenceCount(id), later).toBeGreaterThan(before);
    expect(jonas.lastPresence(id)).toEqual([{ userId: mara.userId, activity: 'typing' }]);
  });
});

describe('P1 presence is not sent to others', () => {
  test('P1 sessions without the conversation, other devices of the same agent, and other tenants receive nothing', async () => {
    const mara = await connect();
    const id = await createConversation(database.pool, tenant, { assignedTo: mara.userId });
    const otherTenant = await database.createTenant();
    const [jonas, tablet, stranger] = [
      await connect(),
      await connect({ email: mara.email }),
      await connect({ of: otherTenant }),
    ];
    const other = await queued();
    const theirs = await queued(otherTenant);
    for (const agent of [mara, jonas, tablet]) await agent.untilHeld(other);
    await Promise.all([mara.untilHeld(id), tablet.untilHeld(id), stranger.untilHeld(theirs)]);
    for (const place of [id, other, id, null, other]) await mara.setPresence(place, 'typing');
    await expect.poll(() => jonas.lastPresence(other), soon).toHaveLength(1);
    expect([jonas.presenceCount(id), tablet.presenceCount(id), tablet.presenceCount(other)]).toEqual([
      0, 0, 0,
    ]);
    expect([
      stranger.presenceCount(id),
      stranger.presenceCount(other),
      stranger.presenceCount(theirs),
    ]).toEqual([0, 0, 0]);
  });

  test('P1 presence in a conversation that is not held is not shown, and removes the previous presence', async () => {
    const jonas = await connect();
    const foreign = await createConversation(database.pool, tenant, { assignedTo: jonas.userId });
    const id = await queued();
    const mara = await connect();
    await Promise.all([jonas.untilHeld(id), mara.untilHeld(id)]);
    await mara.setPresence(id);
    await expect.poll(() => jonas.lastPresence(id), soon).toHaveLength(1);
    await mara.setPresence(foreign);
    await expect.poll(() => jonas.lastPresence(id), soon).toEqual([]);
    expect(jonas.presenceCount(foreign)).toBe(0);
  });

  test('P1 only the device of a session can set its presence, and the rate is limited', async () => {
    const id = await queued();
    const [mara, jonas] = [await connect(), await connect()];
    const forged = { sessionId: mara.session.sessionId, conversationId: id, activity: 'typing' as const };
    await expect(jonas.client.sync.setPresence.mutate(forged)).rejects.toMatchObject({
      data: { error: { code: 'HF_SESSION_UNKNOWN' } },
    });
    const attempts = await Promise.allSettled(Array.from({ length: 60 }, () => mara.setPresence(id)));
    const refused = attempts.flatMap((attempt): readonly unknown[] =>
      attempt.status === 'rejected' ? [attempt.reason] : [],
    );
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0]).toMatchObject({ data: { error: { code: 'HF_RATE_LIMITED' } } });
  });
});

describe('P1 expiry', () => {
  test('P1 without renewal typing expires first, then viewing', async () => {
    const quickServer = await startTestServer(database, { presenceLifetimes });
    open.push(() => quickServer.stop());
    const id = await queued();
    const [mara, jonas] = [await connect({ at: quickServer }), await connect({ at: quickServer })];
    await mara.setPresence(id, 'typing');
    await expect
      .poll(() => jonas.lastPresence(id), later)
      .toEqual([{ userId: mara.userId, activity: 'typing' }]);
    await expect
      .poll(() => jonas.lastPresence(id), later)
      .toEqual([{ userId: mara.userId, activity: 'viewing' }]);
    await expect.poll(() => jonas.lastPresence(id), later).toEqual([]);
  });
});

const transports: readonly (readonly [string, () => Promise<WakeUpSettings>])[] = [
  ['postgres', () => Promise.resolve({ kind: 'postgres' })],
  [
    'nats',
    async () => {
      const nats = await startNatsServer();
      open.push(() => nats.kill());
      return { kind: 'nats', natsUrl: nats.url };
    },
  ],
];

describe.each(transports)('P1 between two processes, by %s', (_, openTransport) => {
  test('P1 agents of two processes see each other, and the presence of a stopped process is removed', async () => {
    const wakeUps = await openTransport();
    const start = () => startTestServer(database, { settings: { wakeUps }, presenceLifetimes });
    const [one, other] = [await start(), await start()];
    open.push(() => other.stop());
    const id = await queued();
    const [mara, jonas] = [await connect({ at: one }), await connect({ at: other })];
    await expect
      .poll(
        async () => {
          await mara.setPresence(id);
          return jonas.lastPresence(id);
        },
        { interval: 300 },
      )
      .toEqual([{ userId: mara.userId, activity: 'viewing' }]);
    await jonas.setPresence(id, 'typing');
    await expect
      .poll(() => mara.lastPresence(id), soon)
      .toEqual([{ userId: jonas.userId, activity: 'typing' }]);
    await one.stop();
    await expect.poll(() => jonas.lastPresence(id), later).toEqual([]);
  });
});

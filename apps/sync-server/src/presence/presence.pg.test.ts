import type { Down } from '@holdfast/schema/protocol/down';
import type { Activity } from '@holdfast/schema/protocol/presence';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import type { WakeUpSettings } from '../config/settings.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { startNatsServer } from '@holdfast/testkit/server/nats-server';
import { agentOnline, openSession } from '@holdfast/testkit/server/online-agent';
import { startTestServer, type TestServer } from '@holdfast/testkit/server/start-test-server';
import { createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';

/** Long enough to see somebody, short enough to see them go. */
const presenceLifetimes = { viewing: 900, typing: 400 };
const soon = { timeout: 1000, interval: 5 };
const later = { timeout: 10_000, interval: 20 };

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

/** An agent with a session that is attached, and what it knows of others. */
async function connect({ at = server, of = tenant, email }: Place = {}) {
  const agent = await agentOnline(at, database, { tenant: of, ...(email === undefined ? {} : { email }) });
  open.push(() => agent.close());
  const session = openSession(agent);
  await expect.poll(() => session.told.some(isDelta), later).toBe(true);
  return {
    ...agent,
    session,
    untilHeld: (id: number) => expect.poll(() => isHeld(session.told, id), later).toBe(true),
    /** The last word on the conversation; undefined: there was none. */
    knows: (id: number) => presences(session.told, id).at(-1),
    heard: (id: number) => presences(session.told, id).length,
    say: (conversationId: number | null, activity: Activity = 'viewing') =>
      agent.client.sync.setPresence.mutate({ sessionId: session.sessionId, conversationId, activity }),
  };
}

function isDelta(message: Down): boolean {
  return message.type === 'delta';
}

function isHeld(told: readonly Down[], id: number): boolean {
  return told.some(
    (message) => message.type === 'delta' && message.entered.some((held) => held.conversationId === id),
  );
}

function presences(told: readonly Down[], id: number) {
  return told.flatMap((message) =>
    message.type === 'presence' && message.conversationId === id ? [message.people] : [],
  );
}

function queued(of = tenant): Promise<number> {
  return createConversation(database.pool, of, { assignedTo: null });
}

describe('P1 between two agents', () => {
  test('P1 who opens a conversation, types and leaves is seen by the other, within a second', async () => {
    const id = await queued();
    const [mara, jonas] = [await connect(), await connect()];
    const people = (activity: Activity) => [{ userId: mara.userId, activity }];
    await mara.say(id);
    await expect.poll(() => jonas.knows(id), soon).toEqual(people('viewing'));
    await mara.say(id, 'typing');
    await expect.poll(() => jonas.knows(id), soon).toEqual(people('typing'));
    await mara.say(null);
    await expect.poll(() => jonas.knows(id), soon).toEqual([]);
    expect(mara.heard(id)).toBe(0);
  });

  test('P1 who goes from one conversation to another is in one of them', async () => {
    const [first, second] = [await queued(), await queued()];
    const [mara, jonas] = [await connect(), await connect()];
    await mara.say(first);
    await mara.say(second);
    await expect.poll(() => jonas.knows(second), soon).toHaveLength(1);
    expect(jonas.knows(first) ?? []).toEqual([]);
  });

  test('P1 a session that ends takes its presence with it at once', async () => {
    const id = await queued();
    const [mara, jonas] = [await connect(), await connect()];
    await mara.say(id, 'typing');
    await expect.poll(() => jonas.knows(id), soon).toHaveLength(1);
    await mara.close();
    await expect.poll(() => jonas.knows(id), soon).toEqual([]);
  });

  test('P1 who comes later is told who is there, and who gets a conversation of those in it', async () => {
    const id = await queued();
    const mara = await connect();
    await mara.say(id);
    const jonas = await connect();
    await expect.poll(() => jonas.knows(id), soon).toHaveLength(1);
    const sql = (text: string, values: unknown[]) => operatorSql(database.pool, tenant, text, values);
    await sql('update conversations set assigned_to = $2 where id = $1', [id, mara.userId]);
    await expect.poll(() => jonas.session.told.filter(isDelta).length, later).toBeGreaterThan(1);
    const before = jonas.heard(id);
    await mara.say(id, 'typing');
    await sql('update conversations set assigned_to = null where id = $1', [id]);
    await expect.poll(() => jonas.heard(id), later).toBeGreaterThan(before);
    expect(jonas.knows(id)).toEqual([{ userId: mara.userId, activity: 'typing' }]);
  });
});

describe('P1 nobody else learns of it', () => {
  test('P1 neither who does not hold the conversation, nor the own other device, nor another tenant', async () => {
    const mara = await connect();
    const id = await createConversation(database.pool, tenant, { assignedTo: mara.userId });
    const neighbours = await database.createTenant();
    const [jonas, tablet, stranger] = [
      await connect(),
      await connect({ email: mara.email }),
      await connect({ of: neighbours }),
    ];
    const other = await queued();
    const theirs = await queued(neighbours);
    for (const agent of [mara, jonas, tablet]) await agent.untilHeld(other);
    await Promise.all([mara.untilHeld(id), tablet.untilHeld(id), stranger.untilHeld(theirs)]);
    for (const place of [id, other, id, null, other]) await mara.say(place, 'typing');
    await expect.poll(() => jonas.knows(other), soon).toHaveLength(1);
    expect([jonas.heard(id), tablet.heard(id), tablet.heard(other)]).toEqual([0, 0, 0]);
    expect([stranger.heard(id), stranger.heard(other), stranger.heard(theirs)]).toEqual([0, 0, 0]);
  });

  test('P1 in a conversation that is not held nobody can be, and saying so leaves the last place', async () => {
    const jonas = await connect();
    const foreign = await createConversation(database.pool, tenant, { assignedTo: jonas.userId });
    const id = await queued();
    const mara = await connect();
    await Promise.all([jonas.untilHeld(id), mara.untilHeld(id)]);
    await mara.say(id);
    await expect.poll(() => jonas.knows(id), soon).toHaveLength(1);
    await mara.say(foreign);
    await expect.poll(() => jonas.knows(id), soon).toEqual([]);
    expect(jonas.heard(foreign)).toBe(0);
  });

  test('P1 a session can be spoken for by its own device alone, and not without end', async () => {
    const id = await queued();
    const [mara, jonas] = [await connect(), await connect()];
    const forged = { sessionId: mara.session.sessionId, conversationId: id, activity: 'typing' as const };
    await expect(jonas.client.sync.setPresence.mutate(forged)).rejects.toMatchObject({
      data: { error: { code: 'HF_SESSION_UNKNOWN' } },
    });
    const attempts = await Promise.allSettled(Array.from({ length: 60 }, () => mara.say(id)));
    const refused = attempts.flatMap((attempt): readonly unknown[] =>
      attempt.status === 'rejected' ? [attempt.reason] : [],
    );
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0]).toMatchObject({ data: { error: { code: 'HF_RATE_LIMITED' } } });
  });
});

describe('P1 of who says nothing more', () => {
  test('P1 typing ends before being there does, and both by themselves', async () => {
    const hasty = await startTestServer(database, { presenceLifetimes });
    open.push(() => hasty.stop());
    const id = await queued();
    const [mara, jonas] = [await connect({ at: hasty }), await connect({ at: hasty })];
    await mara.say(id, 'typing');
    await expect.poll(() => jonas.knows(id), later).toEqual([{ userId: mara.userId, activity: 'typing' }]);
    await expect.poll(() => jonas.knows(id), later).toEqual([{ userId: mara.userId, activity: 'viewing' }]);
    await expect.poll(() => jonas.knows(id), later).toEqual([]);
  });
});

const buses: readonly (readonly [string, () => Promise<WakeUpSettings>])[] = [
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

describe.each(buses)('P1 between two processes, by %s', (_, openBus) => {
  test('P1 agents see each other, and a process that leaves takes its agents away', async () => {
    const wakeUps = await openBus();
    const start = () => startTestServer(database, { settings: { wakeUps }, presenceLifetimes });
    const [one, other] = [await start(), await start()];
    open.push(() => other.stop());
    const id = await queued();
    const [mara, jonas] = [await connect({ at: one }), await connect({ at: other })];
    await expect
      .poll(
        async () => {
          await mara.say(id);
          return jonas.knows(id);
        },
        { timeout: 10_000, interval: 300 },
      )
      .toEqual([{ userId: mara.userId, activity: 'viewing' }]);
    await jonas.say(id, 'typing');
    await expect.poll(() => mara.knows(id), soon).toEqual([{ userId: jonas.userId, activity: 'typing' }]);
    await one.stop();
    await expect.poll(() => jonas.knows(id), later).toEqual([]);
  });
});

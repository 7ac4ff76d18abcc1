import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import { createConversations } from '@holdfast/testkit/server/many-conversations';
import { openReplicaDatabase } from '../database/replica-database.ts';
import { templateAt } from '../database/replica-directory.ts';
import { SyncedWorld } from '@holdfast/testkit/replica/synced-world';
import type { TestUser } from '@holdfast/testkit/replica/synced-world';
import { TestProgram } from '@holdfast/testkit/replica/test-program';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';

const conversations = 900;

let world: SyncedWorld;
let user: TestUser;
let profile: string;

beforeAll(async () => {
  world = await SyncedWorld.start(inject('databaseUrl'));
  user = await world.createUser();
  await createConversations(world.database.pool, world.tenant, {
    assignedTo: user.id,
    count: conversations,
    messagesEach: 20,
    length: 90,
  });
});
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'holdfast-profile-'));
});
afterEach(async () => {
  world.proxy.cutAtByte = Number.POSITIVE_INFINITY;
  await rm(profile, { recursive: true, force: true });
});
afterAll(() => world.stop());

/** Compares every row of the profile's replica with the server's, as Postgres prints rows. */
async function expectServersRows(): Promise<void> {
  const account = join(profile, 'accounts', `${world.tenant.slug}-${user.id}`);
  const template = templateAt(await testTemplateDirectory());
  const { database } = await openReplicaDatabase(join(account, 'replica'), template);
  await database.rows(`set time zone 'UTC'`);
  for (const { name, columns, key } of syncedTables) {
    const text = `select coalesce(string_agg(row_text::text, E'\\n' order by ${key.join(', ')}), '') as rows
      from (select ${columns.join(', ')} from ${name}) row_text`;
    const [here] = await database.rows<{ rows: string }>(text);
    await world.sql(`set local time zone 'UTC'`);
    const [there] = await world.sql<{ rows: string }>(text);
    expect(here?.rows === there?.rows, name).toBe(true);
  }
  await database.close();
}

async function signIn(program: TestProgram) {
  const window = program.openWindow();
  const session = window.watch('session.state', undefined);
  await world.signIn(window, user);
  return { window, session };
}

test('D4 cut repeatedly at any byte, a first sync resumes from the last commit, and changes made during it arrive', async () => {
  const cuts = fc.sample(fc.integer({ min: 1000, max: 2_400_000 }), 5);
  await using program = await TestProgram.start({ userDataDirectory: profile, serverUrl: world.proxy.url });
  world.proxy.bytesDown = 0;
  const { session, window } = await signIn(program);
  const received: number[] = [];
  let written = '';
  for (const [index, offset] of cuts.entries()) {
    world.proxy.cutAtByte = world.proxy.bytesDown + offset;
    const state = await session.until(
      ({ connection, firstSync }) => connection.kind === 'offline' || firstSync === null,
    );
    written = `change during cut ${index}`;
    await world.sql(
      `insert into messages (conversation_id, direction, sender_type, content)
       select id, 'inbound', 'customer', $1 from conversations order by id limit 3`,
      [written],
    );
    if (state.firstSync === null) break;
    received.push(state.firstSync.received);
    program.connectNow();
    await session.until(({ connection }) => connection.kind === 'live');
  }
  world.proxy.cutAtByte = Number.POSITIVE_INFINITY;
  await session.until(({ connection, firstSync }) => connection.kind === 'live' && firstSync === null);
  const [oldest] = await world.sql<{ id: string }>('select min(id) as id from conversations');
  await window
    .watch('conversation.timeline', { id: Number(oldest?.id), limit: 50 })
    .until(({ items }) => items.some((item) => item.kind === 'message' && item.text === written));
  expect(received, `cut at ${cuts.join(', ')}`).toEqual(received.toSorted((a, b) => a - b));
  // About 5 MB in all. A cut costs at most the unacknowledged bytes, not committed ones.
  expect(world.proxy.bytesDown).toBeLessThan(8_000_000 + cuts.length * 2.5 * 1024 * 1024);
  await program.stop();
  await expectServersRows();
});

test('D4 killed during a first sync, it resumes from the last commit and shows the committed conversations at once', async () => {
  const script = fileURLToPath(
    new URL('../../../../../packages/testkit/src/processes/syncing-child.ts', import.meta.url),
  );
  const { slug } = world.tenant;
  const child = spawn(process.execPath, [script, profile, world.proxy.url, slug, user.email], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let reported = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    reported = Number(line);
    if (reported > 0) child.kill('SIGKILL');
  }
  await exited;
  expect(reported).toBeLessThan(conversations);

  await using program = await TestProgram.start({ userDataDirectory: profile, serverUrl: world.proxy.url });
  const window = program.openWindow();
  const session = window.watch('session.state', undefined);
  const { firstSync } = await session.until(({ account }) => account !== null);
  expect(firstSync?.received).toBeGreaterThanOrEqual(reported);
  expect(firstSync?.total).toBe(conversations);
  const { total } = await window.watch('inbox.list', { view: 'mine', limit: 10 }).until(() => true);
  expect(total).toBe(conversations);

  await world.signIn(window, user);
  await session.until((state) => state.firstSync === null);
  await program.stop();
  await expectServersRows();
});

test('D4 the progress is reported as a number of conversations, from none to all', async () => {
  await using program = await TestProgram.start({ userDataDirectory: profile, serverUrl: world.proxy.url });
  const { session } = await signIn(program);
  const { firstSync } = await session.until(({ firstSync: state }) => (state?.received ?? 0) > 0);
  expect(firstSync).toMatchObject({ total: conversations, ahead: null });
  await session.until((state) => state.firstSync === null);
});

test('D4 every synced column has the same type on both ends, which binary COPY requires', async () => {
  const template = templateAt(await testTemplateDirectory());
  const { database } = await openReplicaDatabase(join(profile, 'replica'), template);
  let compared = 0;
  for (const { name, columns } of syncedTables) {
    const text = `select attname as column, atttypid::regtype::text as type from pg_attribute
      where attrelid = '${name}'::regclass and attname in ('${columns.join(`', '`)}') order by attname`;
    const [here, there] = [await database.rows(text), await world.sql(text)];
    expect(here, name).toEqual(there);
    expect(here).toHaveLength(columns.length);
    compared += here.length;
  }
  await database.close();
  expect(compared).toBeGreaterThan(150);
});

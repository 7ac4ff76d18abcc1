import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import { asSuperuser } from '@holdfast/testkit/server/superuser-sql';
import { TenantBackup } from '@holdfast/testkit/server/tenant-backup';
import { declareRestored } from '@holdfast/sync-server/tenants/declare-restored';
import { pruneTombstones } from '@holdfast/sync-server/retention/prune-tombstones';
import {
  accountDirectory,
  contentsOfReplica,
  contentsOfServer,
  inClosedReplica,
} from '@holdfast/testkit/replica/closed-replica';
import type { PortClient } from '@holdfast/testkit/replica/port-client';
import { SyncedWorld, untilLive, untilSettled } from '@holdfast/testkit/replica/synced-world';
import type { TestProgram } from '@holdfast/testkit/replica/test-program';

const superuserUrl = inject('databaseUrl');
let world: SyncedWorld;
let profile: string;
const open: TestProgram[] = [];

beforeAll(async () => {
  world = await SyncedWorld.start(superuserUrl);
});
afterEach(async () => {
  for (const program of open.splice(0)) await program[Symbol.asyncDispose]();
  await rm(profile, { recursive: true, force: true });
  world.heal();
});
afterAll(async () => {
  await world.stop();
});

/** Starts a program on a new profile for a signed-in agent with this many conversations of three messages. */
async function agentAtWork(conversations: number) {
  const user = await world.createUser();
  const ids: number[] = [];
  for (let made = 0; made < conversations; made += 1) ids.push(await world.createConversation(user.id));
  profile = await mkdtemp(join(tmpdir(), 'holdfast-resync-'));
  const keyring = new Map<string, string>();
  const start = async () => {
    const program = await world.startProgram({ userDataDirectory: profile, keyring, verifyStepMs: 20 });
    open.push(program);
    return { program, window: program.openWindow() };
  };
  const { program, window } = await start();
  await world.signIn(window, user);
  return { user, ids, program, window, start };
}

/** Changes rows without a new stamp, as a lost timeline or a defect would. */
async function changeUnstamped(statement: string, values: readonly unknown[]): Promise<void> {
  await asSuperuser(superuserUrl, world, async (client) => {
    await client.query('set local session_replication_role = replica');
    await client.query(statement, [...values]);
  });
}

/** `xmin` of all rows per conversation. It changes with every write, also if the values stay the same. */
function rowVersions(): Promise<ReadonlyMap<number, string>> {
  return inClosedReplica(profile, async (database) => {
    const rows = await database.rows<{ id: number; versions: string }>(
      `select conversation_id as id, string_agg(xmin::text, ',' order by id) as versions from messages group by 1`,
    );
    return new Map(rows.map(({ id, versions }) => [id, versions]));
  });
}

/** Records each state that the inbox shows from now on. */
function watchInbox(window: PortClient) {
  const shown: (readonly number[])[] = [];
  const inbox = window.watch('inbox.list', { view: 'mine' });
  const watching = inbox.until(({ rows }) => {
    shown.push(rows.map(({ id }) => id));
    return false;
  });
  watching.catch(() => undefined);
  return shown;
}

async function bytesSent(): Promise<number> {
  const { values } = await world.server.server.metrics.deltaBytes.get();
  return values[0]?.value ?? 0;
}

async function mismatchesCounted(): Promise<number> {
  const { values } = await world.server.server.metrics.digestMismatches.get();
  return values[0]?.value ?? 0;
}

test('E4 after a restore of a backup only differences are sent, the screen is never empty, and queued mutations are sent once', async () => {
  const { user, ids, program, window, start } = await agentAtWork(25);
  const [repliedTo = 0, deleted = 0, queuedIn = 0, ...unaffected] = ids;
  const backup = await TenantBackup.take(superuserUrl, world);

  // Changes that the restore takes back: a reply, a conversation, a tag, a deletion.
  await window.mutate('conversation.sendMessage', {
    conversationId: repliedTo,
    text: 'lost with the restore',
  });
  await untilSettled(window);
  const lost = await world.createConversation(user.id);
  await world.sql(`insert into conversation_tags (name, color) values ('lost', 'red')`);
  await world.sql(`delete from conversations where id = $1`, [deleted]);
  await window
    .watch('inbox.list', { view: 'mine' })
    .until(({ rows }) => rows.some(({ id }) => id === lost) && rows.every(({ id }) => id !== deleted));
  await program.stop();
  const before = await rowVersions();
  await world.stopServer();

  const again = await start();
  await again.window.mutate('conversation.sendMessage', { conversationId: queuedIn, text: 'queued before' });
  await backup.restore();
  await declareRestored(world.database.pool, { slug: world.tenant.slug, actor: 'test' });
  const shown = watchInbox(again.window);
  await world.startServer();
  again.program.connectNow();
  await untilLive(again.window);
  await again.window
    .watch('inbox.list', { view: 'mine' })
    .until(({ rows }) => rows.some(({ id }) => id === deleted) && rows.every(({ id }) => id !== lost));
  await untilSettled(again.window);
  const sent = await bytesSent();
  await again.program.stop();

  const outbound = await world.sql<{ content: string }>(
    `select content from messages where direction = 'outbound'`,
  );
  expect(outbound.map(({ content }) => content)).toEqual(['queued before']);
  expect(await contentsOfReplica(profile)).toEqual(await contentsOfServer(superuserUrl, world, user.id));
  const after = await rowVersions();
  for (const id of unaffected) expect(after.get(id)).toBe(before.get(id));
  expect(after.get(repliedTo)).not.toBe(before.get(repliedTo));
  expect(shown.length).toBeGreaterThan(0);
  for (const visible of shown) expect(visible).toEqual(expect.arrayContaining([...unaffected]));
  // Three conversations of about three messages, and the table of tags; not 25 conversations.
  expect(sent).toBeLessThan(15_000);
});

test('E4 the differences after a failover are sent on the same connection', async () => {
  const { user, ids, program, window } = await agentAtWork(4);
  const [differing = 0] = ids;
  const kinds = new Set<string>();
  const session = window.watch('session.state', undefined);
  void session.until(({ connection }) => {
    kinds.add(connection.kind);
    return false;
  });
  await session.until(({ connection }) => connection.kind === 'live');
  kinds.clear();
  await changeUnstamped(`update messages set content = 'of the other timeline' where conversation_id = $1`, [
    differing,
  ]);
  await changeUnstamped(`update sync_state set generation = generation + 1 where $1`, [true]);
  await window
    .watch('conversation.timeline', { id: differing })
    .until(({ items }) => JSON.stringify(items).includes('of the other timeline'));
  await window.mutate('conversation.sendMessage', { conversationId: differing, text: 'after it' });
  await untilSettled(window);
  expect([...kinds].filter((kind) => kind !== 'live')).toEqual([]);
  await program.stop();
  expect(await contentsOfReplica(profile)).toEqual(await contentsOfServer(superuserUrl, world, user.id));
});

test('E4 rows deleted while a device was offline for longer than tombstones are kept are removed from its replica', async () => {
  const { user, ids, program, start } = await agentAtWork(3);
  const [conversationId = 0, gone = 0] = ids;
  await program.stop();
  await world.sql(
    `delete from messages where id = (select max(id) from messages where conversation_id = $1)`,
    [conversationId],
  );
  await world.sql(`delete from conversations where id = $1`, [gone]);
  await world.sql(`delete from sla_policies where not is_default`);
  await world.sql(`update tombstones set deleted_at = now() - interval '31 days'`);
  await withTenant(world.database.pool, world.tenant.schemaName, {}, (transaction) =>
    pruneTombstones(transaction, 30),
  );
  const again = await start();
  await untilLive(again.window);
  await again.program.stop();
  expect(await contentsOfReplica(profile)).toEqual(await contentsOfServer(superuserUrl, world, user.id));
});

test('V1 changes made to a replica’s files are detected and repaired, and the wrong rows are stored as evidence', async () => {
  const { user, ids, program, start } = await agentAtWork(4);
  const [changed = 0, shortened = 0, extended = 0] = ids;
  await program.stop();
  await inClosedReplica(profile, async (database) => {
    await database.rows(`set session_replication_role = replica`);
    await database.rows(`update messages set content = 'forged' where conversation_id = $1`, [changed]);
    await database.rows(`delete from messages where conversation_id = $1`, [shortened]);
    await database.rows(
      `insert into messages (id, conversation_id, direction, sender_type, content) values (99, $1, 'inbound', 'customer', 'forged')`,
      [extended],
    );
  });
  const counted = await mismatchesCounted();
  const again = await start();
  await untilLive(again.window);
  for (const id of [changed, shortened, extended]) {
    await again.window.watch('conversation.timeline', { id }).until(({ items }) => {
      const messages = items.filter(({ kind }) => kind === 'message');
      return messages.length === 3 && !JSON.stringify(messages).includes('forged');
    });
  }
  await again.program.stop();
  expect(await contentsOfReplica(profile)).toEqual(await contentsOfServer(superuserUrl, world, user.id));
  expect(await mismatchesCounted()).toBe(counted + 3);
  const directory = join(await accountDirectory(profile), 'evidence');
  const files = await readdir(directory);
  expect(files).toHaveLength(3);
  const evidence = await readFile(
    join(directory, files.find((name) => name.endsWith(`-${changed}.json`)) ?? ''),
    'utf8',
  );
  expect(evidence).toContain('forged');
});

test('S4 rows of a conversation that is not recorded as held do not block its deltas', async () => {
  const { user, ids, program, start } = await agentAtWork(3);
  await program.stop();
  await inClosedReplica(profile, (database) =>
    database.rows('delete from held_conversations where conversation_id = $1', [ids[0]]),
  );
  const again = await start();
  await untilLive(again.window);
  await again.program.stop();
  expect(await contentsOfReplica(profile)).toEqual(await contentsOfServer(superuserUrl, world, user.id));
});

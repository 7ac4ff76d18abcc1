import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { pathsIn } from '../account/account-files.ts';
import type { AccountPaths } from '../account/account-files.ts';
import { Replica } from '../replica/replica.ts';
import { openJournal } from '../journal/journal-file.ts';
import { inboxList } from '../queries/inbox-list.ts';
import {
  addMigration,
  fillOlderReplica,
  migrationsDirectory,
  olderTemplate,
  queuedMutation,
} from '@holdfast/testkit/replica/older-replica';
import { agent, cursor } from '@holdfast/testkit/replica/test-rows';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';
import { openReplicaDatabase } from './replica-database.ts';
import { templateAt } from './replica-directory.ts';
import type { Template } from './replica-directory.ts';

/** The first release had three migrations. */
const firstRelease = 3;
const current = readMigrations('replica').length;

let root: string;
let paths: AccountPaths;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-migrate-'));
  for (let count = firstRelease; count < current; count += 1) {
    const template = await olderTemplate(join(root, `template-${count}`), count);
    const directory = join(root, `older-${count}`);
    if (count === firstRelease) await fillOlderReplica(directory, template);
    else {
      await cp(olderDirectory(count - 1), directory, { recursive: true });
      const { database } = await openReplicaDatabase(directory, template);
      await database.close();
    }
  }
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

beforeEach(async () => {
  paths = pathsIn(await mkdtemp(join(root, 'account-')));
  const journal = await openJournal(paths.journal);
  await journal.append([
    { type: 'device', deviceId: 11 },
    { type: 'mutation', mutation: queuedMutation, takenIds: [2 ** 40] },
    {
      type: 'draft',
      draft: {
        conversationId: 1,
        mode: 'reply',
        text: 'a draft',
        cannedResponseId: null,
        updatedAt: '2026-11-21T10:00:00.000Z',
      },
    },
  ]);
  await journal.close();
});

it.each(Array.from({ length: current - firstRelease }, (_, index) => firstRelease + index))(
  'Versions: a replica of migration %i opens offline with its rows, queue and drafts',
  async (count) => {
    await cp(olderDirectory(count), paths.database, { recursive: true });
    const account = await open(templateAt(await testTemplateDirectory()));
    expect(account.report.rebuilt).toBeNull();
    await expectWorkIsThere(account);
    expect(await account.database.rows(`select id from messages order by id`)).toEqual(
      [1001, 1002, queuedMutation.args.messageId].map((id) => ({ id })),
    );
    const { result } = await inboxList(contextOf(account), { view: 'mine' });
    expect(result.rows.map(({ id, hasDraft, queuedCount }) => ({ id, hasDraft, queuedCount }))).toEqual([
      { id: 1, hasDraft: true, queuedCount: 1 },
    ]);
    // Its tables had another schema: all held conversations are compared by digest, and no rows are deleted.
    const hello = await account.hello();
    expect(hello.cursor).toEqual({ ...cursor(1), epoch: `stale:${cursor(1).epoch}` });
    expect([...hello.heldWhole, ...hello.held.map(({ conversationId }) => conversationId)]).toEqual([1]);
    await account.close();
  },
);

it('Versions: a replica killed during a migration is either unchanged or fully migrated', async () => {
  const template = templateAt(join(root, 'slow'));
  await cp(await migrationsDirectory(), template.migrationsDirectory, { recursive: true });
  await addMigration(template.migrationsDirectory, '9000_slow', slowMigration);
  const found = new Set<string>();
  for (const killAfterMs of [0, 200, 500]) {
    await rm(paths.database, { recursive: true, force: true });
    await cp(olderDirectory(current - 1), paths.database, { recursive: true });
    await migrateUntilKilled(template, killAfterMs);
    found.add(await versionOf(paths.database));
    const account = await open(template);
    expect(account.report.rebuilt).toBeNull();
    await expectWorkIsThere(account);
    expect(await account.database.rows(`select count(*) from slow_before`)).toEqual([{ count: 50_000 }]);
    await account.close();
  }
  expect([...found].every((version) => version === 'old' || version === 'new')).toBe(true);
});

it('Versions: a replica that cannot be migrated is quarantined and rebuilt; its queue and drafts are kept', async () => {
  await cp(olderDirectory(firstRelease), paths.database, { recursive: true });
  const pglite = await PGlite.create(paths.database);
  await pglite.exec(`create table conversation_access (something_else integer)`);
  await pglite.close();
  const account = await open(templateAt(await testTemplateDirectory()));
  expect(account.report.rebuilt?.cause).toMatchObject({ code: 'HF_MIGRATION_FAILED' });
  await expectWorkIsThere(account);
  expect((await account.hello()).cursor).toBeNull();
  await account.close();
});

it('Versions: a replica of a newer app is quarantined and rebuilt; its queue and drafts are kept', async () => {
  await cp(olderDirectory(current - 1), paths.database, { recursive: true });
  const newer = templateAt(join(root, 'newer'));
  await cp(await migrationsDirectory(), newer.migrationsDirectory, { recursive: true });
  await addMigration(newer.migrationsDirectory, '9000_later', 'create table later (id integer)');
  await (await open(newer)).close();
  const account = await open(templateAt(await testTemplateDirectory()));
  expect(account.report.rebuilt?.cause).toMatchObject({ code: 'HF_MIGRATION_UNKNOWN' });
  await expectWorkIsThere(account);
  await account.close();
});

const slowMigration = `create table slow_before as select generate_series(1, 50000) as id;
--> statement-breakpoint
create index slow_before_index on slow_before (md5(id::text));
--> statement-breakpoint
create table slow_after (id integer)`;

/** Opens the database in a separate process and kills it after the given time, in ms. */
async function migrateUntilKilled(template: Template, killAfterMs: number): Promise<void> {
  const script = fileURLToPath(
    new URL('../../../../../packages/testkit/src/processes/migrating-child.ts', import.meta.url),
  );
  const child = spawn(
    process.execPath,
    [script, paths.database, template.databaseDirectory, template.migrationsDirectory],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  await delay(killAfterMs);
  child.kill('SIGKILL');
  await exited;
}

/** Returns `old` or `new`, or a description of any state between. */
async function versionOf(directory: string): Promise<string> {
  const pglite = await PGlite.create(directory);
  const { rows } = await pglite.query<{ tables: number; applied: number }>(
    `select (select count(*)::int from pg_class where relname in ('slow_before', 'slow_after')) as tables,
      (select count(*)::int from schema_migrations where name = '9000_slow') as applied`,
  );
  await pglite.close();
  const [{ tables, applied } = { tables: -1, applied: -1 }] = rows;
  if (tables === 0 && applied === 0) return 'old';
  return tables === 2 && applied === 1 ? 'new' : `${tables} tables, ${applied} applied`;
}

async function expectWorkIsThere(account: Replica): Promise<void> {
  // The migration can have upgraded the arguments to a newer version.
  const { id, uuid, name, args } = queuedMutation;
  expect(account.pending()).toMatchObject([{ id, uuid, name, args }]);
  expect(account.drafts.all().get(1)?.text).toBe('a draft');
  expect(await account.database.rows(`select uuid, state from outbox`)).toEqual([
    { uuid: queuedMutation.uuid, state: 'queued' },
  ]);
}

function contextOf({ database, drafts }: Replica) {
  return {
    database,
    userId: agent.id,
    drafts: drafts.all(),
    presence: { all: new Map(), in: () => [] },
  };
}

function olderDirectory(count: number): string {
  return join(root, `older-${count}`);
}

async function open(template: Template): Promise<Replica> {
  return await Replica.open({
    paths,
    template,
    userId: agent.id,
    deviceId: 11,
    lockTimeoutMs: 0,
    now: () => new Date(),
    uuid: randomUUID,
    onChanges: () => {},
    onArrivals: () => {},
  });
}

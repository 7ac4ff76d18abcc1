import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  contentsOfReplica,
  contentsOfServer,
  inClosedReplica,
} from '@holdfast/testkit/replica/closed-replica';
import { SyncedWorld, untilLive } from '@holdfast/testkit/replica/synced-world';

const superuserUrl = inject('databaseUrl');
let world: SyncedWorld;
let profile: string;

beforeAll(async () => {
  world = await SyncedWorld.start(superuserUrl);
  profile = await mkdtemp(join(tmpdir(), 'holdfast-older-'));
});
afterAll(async () => {
  await world.stop();
  await rm(profile, { recursive: true, force: true });
});

test('Versions: a replica whose tables an update changed keeps its rows, and only rows that differ from the server are sent', async () => {
  const user = await world.createUser();
  const ids: number[] = [];
  for (let made = 0; made < 6; made += 1) ids.push(await world.createConversation(user.id));
  const keyring = new Map<string, string>();
  const first = await world.startProgram({ userDataDirectory: profile, keyring });
  await world.signIn(first.openWindow(), user);
  await first.stop();

  // After the update one conversation has values that differ from the server's.
  const [differing = 0, ...others] = ids;
  const before = await inClosedReplica(profile, async (database) => {
    await database.rows(`set session_replication_role = replica`);
    await database.rows(`update replica_state set schema_hash = 'of older tables'`);
    await database.rows(`update conversations set priority = 'low' where id = $1`, [differing]);
    return await database.rows(versions, [others]);
  });

  world.partition();
  const program = await world.startProgram({ userDataDirectory: profile, keyring });
  const window = program.openWindow();
  const inbox = window.watch('inbox.list', { view: 'mine' });
  expect((await inbox.until(() => true)).total).toBe(6);
  const totals: number[] = [];
  const repaired = inbox.until(({ rows }) => {
    totals.push(rows.length);
    return rows.some(({ id, priority }) => id === differing && priority !== 'low');
  });
  world.heal();
  program.connectNow();
  await untilLive(window);
  await repaired;
  await program.stop();

  expect(new Set(totals)).toEqual(new Set([6]));
  expect(await contentsOfReplica(profile)).toEqual(await contentsOfServer(superuserUrl, world, user.id));
  expect(await inClosedReplica(profile, (database) => database.rows(versions, [others]))).toEqual(before);
});

/** `xmin` changes with every write of a row, also if the values stay the same. */
const versions = `select id, xmin::text as version from messages where conversation_id = any($1::bigint[]) order by id`;

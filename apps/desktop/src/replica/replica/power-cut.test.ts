import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '@holdfast/schema/random/seeded-random';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pathsIn } from '../account/account-files.ts';
import type { AccountPaths } from '../account/account-files.ts';
import { Replica } from './replica.ts';
import { storageFault } from '../database/storage-fault.ts';
import { templateAt } from '../database/replica-directory.ts';
import type { JournalState } from '../journal/journal-state.ts';
import { recordsOf } from '../journal/journal-state.ts';
import { openJournal } from '../journal/journal-file.ts';
import { queuedMutation } from '@holdfast/testkit/replica/older-replica';
import { damageDirectory } from '@holdfast/testkit/replica/damaged-directory';
import { addTagAction, sendMessageAction, testSetStatusAction } from '@holdfast/testkit/replica/test-actions';
import { agent, cursor, delta, firstDelta, messageRow } from '@holdfast/testkit/replica/test-rows';
import { testTemplateDirectory } from '@holdfast/testkit/replica/test-template';

const cases = Number(process.env['HOLDFAST_POWER_CUTS'] ?? 4);
const seed = Number(process.env['HOLDFAST_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const actions = 24;
const imageEvery = 8;

/** A moment of the agent's work: the fsynced length of the journal, and its state. */
interface Moment {
  readonly journalBytes: number;
  readonly state: JournalState;
}

/** A copy of the database's files as the operating system had them after an action. */
interface Image {
  readonly directory: string;
  readonly moment: number;
}

let root: string;
let work: {
  readonly moments: readonly Moment[];
  readonly images: readonly Image[];
  readonly journal: Uint8Array;
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-power-'));
  work = await doWork(new SeededRandom(seed));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

it(
  `M1 after a power cut, every mutation shown as queued is kept and sent once, with the database intact or damaged (seed ${seed})`,
  async () => {
    const choices = new SeededRandom(seed + 1);
    const outcomes = { opened: 0, setAside: 0 };
    for (let number = 0; number < cases; number += 1) {
      const image = choices.oneOf(work.images);
      const moment = choices.between(image?.moment ?? 0, work.moments.length - 1);
      if (image === undefined) throw new Error('there is no image');
      const paths = pathsIn(join(root, `case-${number}`));
      await cp(image.directory, paths.database, { recursive: true });
      await writeFile(paths.journal, tornJournal(moment, choices));
      const older = work.images[0]?.directory ?? image.directory;
      const damage = await damageDirectory(paths.database, older, choices);
      const what = `case ${number} of seed ${seed}, moment ${moment}\n${damage.join('\n')}`;
      const wasSetAside = await expectAllIsThere(paths, moment, what);
      outcomes[wasSetAside ? 'setAside' : 'opened'] += 1;
      await rm(paths.directory, { recursive: true });
    }
    expect(outcomes.opened + outcomes.setAside).toBe(cases);
  },
  60_000 + cases * 30_000,
);

it('M1 a database whose damage is found only when the queue is rerun is quarantined', async () => {
  const paths = pathsIn(join(root, 'late'));
  await mkdir(paths.directory);
  const account = await open(paths);
  await account.addIds({ firstId: 2 ** 40, size: 4096 });
  await account.apply([firstDelta([1])]);
  const [index] = await account.database.rows<{ path: string }>(
    `select pg_relation_filepath('outbox_pkey') as path`,
  );
  await account.close();
  const journal = await openJournal(paths.journal);
  await journal.append([{ type: 'mutation', mutation: queuedMutation, takenIds: [2 ** 40] }]);
  await journal.close();
  await rm(join(paths.database, index?.path ?? ''));

  const again = await open(paths);
  expect(again.report.rebuilt).not.toBeNull();
  expect(again.pending().map(({ uuid }) => uuid)).toEqual([queuedMutation.uuid]);
  expect(await again.database.rows(`select uuid from outbox`)).toEqual([{ uuid: queuedMutation.uuid }]);
  await again.close();
});

/** The fsynced part of the journal, and a random part of the next write. */
function tornJournal(moment: number, choices: SeededRandom): Uint8Array {
  const safe = work.moments[moment]?.journalBytes ?? 0;
  const next = work.moments[moment + 1]?.journalBytes ?? safe;
  return work.journal.subarray(0, choices.between(safe, Math.max(safe, next - 1)));
}

async function expectAllIsThere(paths: AccountPaths, moment: number, what: string): Promise<boolean> {
  const account = await open(paths);
  try {
    await expectInStep(account, moment, what);
    return account.report.rebuilt !== null;
  } catch (error) {
    // If damage is found during use, the app starts again.
    if (storageFault(error) !== 'damaged') throw error;
    await account.markDamaged();
  } finally {
    await account.close().catch(() => undefined);
  }
  const rebuilt = await open(paths);
  await expectInStep(rebuilt, moment, what);
  await rebuilt.close();
  return true;
}

async function expectInStep(account: Replica, moment: number, what: string): Promise<void> {
  const expected = work.moments[moment]?.state;
  if (expected === undefined) throw new Error('there is no such moment');
  expect(recordsOf(account.journal.state), what).toEqual(
    recordsOf(settledBy(account.journal.state, expected)),
  );
  const rows = await account.database.rows<{ id: number; uuid: string }>(
    `select mutation_id as id, uuid from outbox where state = 'queued' order by mutation_id`,
  );
  // One row, one id and one uuid per mutation: the server applies each uuid once (M2).
  expect(rows, what).toEqual(account.pending().map(({ id, uuid }) => ({ id, uuid })));
  expect(account.drafts.all(), what).toEqual(expected.drafts);
  for (const table of ['conversations', 'messages', 'held_conversations']) {
    await account.database.rows(`select * from ${table}`);
  }
}

/** The database can have results that the journal does not have yet: those mutations are settled. */
function settledBy(found: JournalState, expected: JournalState): JournalState {
  const { settledThrough } = found;
  if (settledThrough <= expected.settledThrough) return expected;
  return { ...expected, settledThrough, pending: expected.pending.filter(({ id }) => id > settledThrough) };
}

async function doWork(choices: SeededRandom) {
  const paths = pathsIn(join(root, 'work'));
  await mkdir(paths.directory);
  const account = await open(paths);
  await account.addIds({ firstId: 2 ** 40, size: 4096 });
  await account.apply([firstDelta([1, 2, 3])]);
  const moments: Moment[] = [];
  const images: Image[] = [];
  for (let number = 0; number < actions; number += 1) {
    await actOnce(account, number, choices);
    moments.push({ journalBytes: (await readFile(paths.journal)).length, state: account.journal.state });
    if (number % imageEvery === 0 || number === actions - 1) {
      const directory = join(root, `image-${number}`);
      await cp(paths.database, directory, { recursive: true });
      images.push({ directory, moment: number });
    }
  }
  const journal = await readFile(paths.journal);
  expect(account.pending().length).toBeGreaterThan(0);
  await account.close();
  return { moments, images, journal };
}

async function actOnce(account: Replica, number: number, choices: SeededRandom): Promise<void> {
  const conversationId = choices.between(1, 3);
  const position = (await account.hello()).cursor ?? cursor(1);
  const after = { ...position, snapshot: `${number + 10}:${number + 10}:` };
  const [oldest] = account.pending();
  switch (choices.between(0, 5)) {
    case 0:
      await account.drafts.save({
        conversationId,
        mode: 'reply',
        text: `draft ${number}`,
        cannedResponseId: null,
        updatedAt: '2026-11-22T10:00:00.000Z',
      });
      return;
    case 1:
      await account.apply([
        delta({
          from: position,
          to: after,
          rows: { messages: [messageRow(5000 + number, conversationId)] },
          results:
            oldest === undefined
              ? []
              : [
                  {
                    mutationId: oldest.id,
                    uuid: oldest.uuid,
                    name: oldest.name,
                    outcome: 'applied',
                    code: null,
                    details: {},
                  },
                ],
        }),
      ]);
      return;
    case 2:
      await account.act([testSetStatusAction(conversationId, 'pending')]);
      return;
    case 3:
      await account.act([addTagAction(conversationId, 5)]);
      return;
    default:
      await account.act([sendMessageAction(conversationId, `message ${number}`)]);
  }
}

async function open(paths: AccountPaths): Promise<Replica> {
  return await Replica.open({
    paths,
    template: templateAt(await testTemplateDirectory()),
    userId: agent.id,
    deviceId: 11,
    lockTimeoutMs: 0,
    now: () => new Date(),
    uuid: randomUUID,
    onChanges: () => {},
    onArrivals: () => {},
  });
}

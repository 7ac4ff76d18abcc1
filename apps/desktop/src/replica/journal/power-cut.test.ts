import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type * as FileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SeededRandom } from '@holdfast/schema/random/seeded-random';
import { afterPowerCut } from '@holdfast/testkit/replica/recorded-disk';
import type { DiskRecorder } from '@holdfast/testkit/replica/recorded-disk';
import { generateRecords } from '@holdfast/testkit/replica/journal-work';
import { AccountFiles } from '../account/account-files.ts';
import type { AccountFile } from '../account/account-files.ts';
import { openJournal } from './journal-file.ts';
import type { JournalRecord } from './journal-records.ts';
import { emptyJournalState, recordsOf } from './journal-state.ts';
import type { JournalState } from './journal-state.ts';

const disk = vi.hoisted((): { recorder: DiskRecorder | null } => ({ recorder: null }));

// The real file system. The recorder only records what a power cut can undo.
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const { DiskRecorder: Recorder } = await import('@holdfast/testkit/replica/recorded-disk');
  disk.recorder = new Recorder();
  return disk.recorder.over(real);
});

const account: AccountFile = {
  version: 1,
  serverUrl: 'http://127.0.0.1:9',
  deviceId: 1,
  user: { id: 1, name: 'Ada', email: 'ada@example.test', role: 'agent', locale: 'en' },
  tenant: { slug: 'acme', name: 'Acme' },
};

const runs = Number(process.env['HOLDFAST_POWER_CUTS'] ?? 60);
const cutsInARun = 8;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-power-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

it(
  'M1 after a power cut at any moment, the journal has all acknowledged appends, regardless of which other writes survived',
  async () => {
    let cuts = 0;
    let rotations = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const choices = new SeededRandom(seed);
        const random = () => choices.next();
        const { directory, acknowledged, events } = await work(random);
        rotations += events.filter(({ type }) => type === 'directorySynced').length;
        for (let cut = 0; cut < cutsInARun; cut += 1) {
          const length = Math.floor(random() * (events.length + 1));
          const files = afterPowerCut(events.slice(0, length), directory, random);
          const done = acknowledged.filter(({ at }) => at <= length).length;
          await expectReopens(files, {
            atLeast: acknowledged[done - 1]?.state ?? emptyJournalState,
            atMost: acknowledged[done]?.state,
          });
          cuts += 1;
        }
      }),
      { numRuns: runs },
    );
    // Fails if the runs had too few cuts or rotations.
    expect(cuts).toBe(runs * cutsInARun);
    expect(rotations).toBeGreaterThan(runs);
  },
  30_000 + runs * 300,
);

it('M1 if a rotation fails after the rename, later appends are not lost', async () => {
  const { recorder } = disk;
  if (recorder === null) throw new Error('nothing records');
  const path = join(root, 'journal');
  const journal = await openJournal(path, { compactAboveBytes: 600 });
  recorder.refusesDirectories = true;
  let lastKept = '';
  for (let number = 1; number <= 20; number += 1) {
    const text = `draft ${number}`;
    const isKept = await journal.append([draft(text)]).then(
      () => true,
      () => false,
    );
    if (isKept) lastKept = text;
  }
  recorder.refusesDirectories = false;
  // The file as a process that is killed here leaves it.
  const left = join(root, 'left');
  await copyFile(path, left);
  await journal.close();
  const reopened = await openJournal(left);
  expect(lastKept).not.toBe('');
  expect(reopened.state.drafts.get(1)?.text).toBe(lastKept);
  await reopened.close();
});

it('M1 the folder of a remembered account survives a power cut', async () => {
  disk.recorder?.events.splice(0);
  const userData = join(root, 'user', 'data');
  await new AccountFiles(userData).remember(account);
  const events = disk.recorder?.events ?? [];
  const isSafe = (path: string) =>
    events.findLastIndex((event) => event.type === 'directorySynced' && event.path === dirname(path)) >
    events.findLastIndex((event) => event.type === 'named' && event.path === path);
  const made = events.flatMap((event) =>
    event.type === 'named' && !event.path.endsWith('.new') ? [event.path] : [],
  );
  expect(made.length).toBeGreaterThan(4);
  expect(made.filter((path) => !isSafe(path))).toEqual([]);
});

/** Runs a journal, and records the position on the disk at which each append was acknowledged. */
async function work(random: () => number) {
  const directory = await mkdtemp(join(root, 'work-'));
  disk.recorder?.events.splice(0);
  const journal = await openJournal(join(directory, 'journal'), { compactAboveBytes: 1500 });
  const acknowledged: { readonly at: number; readonly state: JournalState }[] = [];
  const batches = 4 + Math.floor(random() * 12);
  for (let batch = 0; batch < batches; batch += 1) {
    const appends = generateRecords(journal.state, random);
    await Promise.all(appends.map((records) => journal.append(records)));
    acknowledged.push({ at: disk.recorder?.events.length ?? 0, state: journal.state });
  }
  await journal.close();
  return { directory, acknowledged, events: [...(disk.recorder?.events ?? [])] };
}

async function expectReopens(
  files: ReadonlyMap<string, Uint8Array>,
  expected: { readonly atLeast: JournalState; readonly atMost: JournalState | undefined },
): Promise<void> {
  const directory = await mkdtemp(join(root, 'cut-'));
  for (const [path, content] of files) await writeFile(join(directory, basename(path)), content);
  const path = join(directory, 'journal');
  const journal = await openJournal(path);
  const found = recordsOf(journal.state);
  const allowed = [expected.atLeast, expected.atMost ?? expected.atLeast].map(recordsOf);
  expect(allowed).toContainEqual(found);
  expect(journal.damage).toBeNull();
  // Appends still work, and survive the next start.
  await journal.append([{ type: 'settled', through: 1_000_000 }]);
  const { state } = journal;
  await journal.close();
  const again = await openJournal(path);
  expect(recordsOf(again.state)).toEqual(recordsOf(state));
  await again.close();
}

function draft(text: string): JournalRecord {
  return {
    type: 'draft',
    draft: {
      conversationId: 1,
      mode: 'reply',
      text,
      cannedResponseId: null,
      updatedAt: '2026-11-22T10:00:00.000Z',
    },
  };
}

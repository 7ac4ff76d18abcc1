import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame } from './frame.ts';
import { openJournal } from './journal-file.ts';
import type { JournalRecord } from './journal-records.ts';
import { emptyJournalState, recordsOf, reduceJournal } from './journal-state.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-journal-'));
  path = join(directory, 'journal');
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('the journal', () => {
  it('M1 has all appended records after it is opened again', async () => {
    const journal = await openJournal(path);
    await journal.append([{ type: 'idBlock', block: { next: 100, last: 200 } }]);
    await journal.append([mutation(1, [100]), draft(7, 'half a sen')]);
    await journal.close();

    const reopened = await openJournal(path);
    expect(reopened.state).toEqual(journal.state);
    expect(reopened.state.pending.map(({ id }) => id)).toEqual([1]);
    expect(reopened.state.drafts.get(7)?.text).toBe('half a sen');
    expect(reopened.state.idBlocks).toEqual([{ next: 101, last: 200 }]);
    await reopened.close();
  });

  it('M1 keeps concurrent appends in call order', async () => {
    const journal = await openJournal(path);
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append([mutation(index + 1)])));
    await journal.close();
    const reopened = await openJournal(path);
    expect(reopened.state.pending.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    await reopened.close();
  });

  it('M1 truncated at any byte, it opens with exactly the complete appends', async () => {
    const ends: number[] = [0];
    const journal = await openJournal(path);
    for (let id = 1; id <= 4; id += 1) {
      await journal.append([mutation(id), draft(id, 'ä€😀')]);
      ends.push((await stat(path)).size);
    }
    await journal.close();
    const whole = await readFile(path);

    for (let length = 0; length <= whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const cut = await openJournal(path);
      const expected = ends.filter((end) => end > 0 && end <= length).length;
      expect(cut.state.pending.length, `cut at ${length}`).toBe(expected);
      expect(cut.damage).toBeNull();
      await cut.append([mutation(99)]);
      await cut.close();
      const again = await openJournal(path);
      expect(again.state.pending.length).toBe(expected + 1);
      await again.close();
    }
  });

  it('M1 truncated at any byte and padded with zeros, it opens with the complete appends', async () => {
    const journal = await openJournal(path);
    await journal.append([mutation(1)]);
    const { size } = await stat(path);
    await journal.append([mutation(2)]);
    await journal.close();
    const whole = await readFile(path);

    for (let length = size; length < whole.length; length += 1) {
      await writeFile(path, Uint8Array.from(whole).fill(0, length));
      const cut = await openJournal(path);
      expect(
        cut.state.pending.map(({ id }) => id),
        `cut at ${length}`,
      ).toEqual([1]);
      expect(cut.damage).toBeNull();
      await cut.close();
    }
  });

  it('M1 appends that shared a write are lost together, so that no mutation is missing between two others', async () => {
    const journal = await openJournal(path);
    await Promise.all([1, 2, 3].map((id) => journal.append([mutation(id)])));
    await journal.close();
    const bytes = await readFile(path);
    // The first block of the write did not reach the disk, the last one did.
    bytes.fill(0, 0, 16);
    await writeFile(path, bytes);
    const reopened = await openJournal(path);
    expect(reopened.state.pending).toEqual([]);
    expect(reopened.damage).toBeNull();
    await reopened.close();
  });

  it('M1 with any bytes flipped, it loses only the appends that contain them', async () => {
    const journal = await openJournal(path);
    const ends: number[] = [0];
    for (let id = 1; id <= 6; id += 1) {
      await journal.append([mutation(id)]);
      ends.push((await stat(path)).size);
    }
    await journal.close();
    const whole = await readFile(path);

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (flips) => {
          const bytes = Uint8Array.from(whole);
          for (const [position, mask] of flips) bytes[position] = (bytes[position] ?? 0) ^ mask;
          const hit = (id: number) =>
            whole.subarray(ends[id - 1], ends[id]).compare(bytes.subarray(ends[id - 1], ends[id])) !== 0;
          await writeFile(path, bytes);
          const damaged = await openJournal(path);
          const untouched = [1, 2, 3, 4, 5, 6].filter((id) => !hit(id));
          expect(damaged.state.pending.map(({ id }) => id)).toEqual(untouched);
          const middleIsHit = [1, 2, 3, 4, 5].some((id) => hit(id) && untouched.some((other) => other > id));
          expect(damaged.damage !== null).toBe(middleIsHit);
          await damaged.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('Versions: the journal of a newer app is rejected and not changed', async () => {
    const journal = await openJournal(path);
    await journal.append([mutation(1)]);
    await journal.close();
    const newer = encodeFrame(JSON.stringify([{ type: 'telepathy', thought: 1 }]));
    const bytes = Buffer.concat([await readFile(path), newer]);
    await writeFile(path, bytes);
    await expect(openJournal(path)).rejects.toMatchObject({ code: 'HF_JOURNAL_UNKNOWN' });
    expect(await readFile(path)).toEqual(bytes);
  });

  it('keeps a copy of a damaged file and the records after the damage', async () => {
    const journal = await openJournal(path);
    await journal.append([mutation(1)]);
    await journal.append([mutation(2)]);
    await journal.close();
    const bytes = await readFile(path);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    await writeFile(path, bytes);

    const damaged = await openJournal(path);
    expect(damaged.state.pending.map(({ id }) => id)).toEqual([2]);
    expect(damaged.damage?.lostBytes).toBeGreaterThan(0);
    expect(await readFile(damaged.damage?.copiedTo ?? '')).toEqual(bytes);
    await damaged.close();
    const reopened = await openJournal(path);
    expect(reopened.damage).toBeNull();
    await reopened.close();
  });

  it('compaction does not change the state', async () => {
    const journal = await openJournal(path, { compactAboveBytes: 4096 });
    for (let round = 1; round <= 100; round += 1) {
      await journal.append([mutation(round), draft(1, `draft ${round}`)]);
      await journal.append([{ type: 'settled', through: round }]);
    }
    const state = journal.state;
    await journal.close();
    expect((await stat(path)).size).toBeLessThan(8192);
    const reopened = await openJournal(path);
    expect(reopened.state).toEqual(state);
    expect(reopened.state.nextMutationId).toBe(101);
    await reopened.close();
  });

  it('ignores the temporary file of an interrupted compaction', async () => {
    const journal = await openJournal(path);
    await journal.append([mutation(1)]);
    await journal.close();
    await appendFile(`${path}.new`, 'half a file');
    const reopened = await openJournal(path);
    expect(reopened.state.pending.length).toBe(1);
    await reopened.close();
  });

  it.runIf(canMount())(
    'on a full disk append fails with HF_JOURNAL_FULL, loses nothing, and works again when there is space',
    async () => {
      const mount = join(directory, 'tiny');
      await mkdir(mount);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount]);
      try {
        const journal = await openJournal(join(mount, 'journal'));
        await journal.append([mutation(1)]);
        await writeFile(join(mount, 'ballast'), Buffer.alloc(240 * 1024));
        const tooMuch = { ...draft(2, 'x'.repeat(100_000)) };
        await expect(journal.append([tooMuch])).rejects.toMatchObject({ code: 'HF_JOURNAL_FULL' });
        expect(journal.state.pending.map(({ id }) => id)).toEqual([1]);
        expect(journal.state.drafts.size).toBe(0);

        await rm(join(mount, 'ballast'));
        await journal.append([tooMuch]);
        await journal.append([mutation(2)]);
        await journal.close();
        const reopened = await openJournal(join(mount, 'journal'));
        expect(reopened.damage).toBeNull();
        expect(reopened.state.pending.map(({ id }) => id)).toEqual([1, 2]);
        expect(reopened.state.drafts.get(2)?.text.length).toBe(100_000);
        await reopened.close();
      } finally {
        execFileSync('umount', [mount]);
      }
    },
  );
});

describe('the journal state', () => {
  it('M3 a refused mutation is kept until it is discarded', () => {
    const refused = reduceAll([mutation(1), mutation(2), { ...refusal(1) }, { type: 'settled', through: 2 }]);
    expect(refused.pending).toEqual([]);
    expect(refused.refused.map(({ mutation: { id }, code }) => [id, code])).toEqual([[1, 'HF_FORBIDDEN']]);
    expect(reduceJournal(refused, { type: 'discarded', mutationId: 1 }).refused).toEqual([]);
  });

  it('M2 pending mutations are renumbered from the id that the server expects', () => {
    const state = reduceAll([mutation(4), mutation(5), { type: 'renumbered', from: 4, startingAt: 2 }]);
    expect(state.pending.map(({ id }) => id)).toEqual([2, 3]);
    expect(state.nextMutationId).toBe(4);
  });

  it('drops the ids of another device', () => {
    const block: JournalRecord = { type: 'idBlock', block: { next: 10, last: 20 } };
    const first = reduceAll([{ type: 'device', deviceId: 1 }, block, { type: 'device', deviceId: 1 }]);
    expect(first.idBlocks).toHaveLength(1);
    expect(reduceJournal(first, { type: 'device', deviceId: 2 }).idBlocks).toEqual([]);
  });

  it('is the same when rebuilt from its compacted records', () => {
    const state = reduceAll([
      { type: 'device', deviceId: 7 },
      { type: 'idBlock', block: { next: 10, last: 20 } },
      mutation(1, [10, 11]),
      mutation(2),
      refusal(1),
      draft(3, 'words'),
      { type: 'settled', through: 1 },
    ]);
    expect(recordsOf(state).reduce(reduceJournal, emptyJournalState)).toEqual(state);
  });
});

function reduceAll(records: readonly JournalRecord[]) {
  return records.reduce(reduceJournal, emptyJournalState);
}

function mutation(id: number, takenIds: number[] = []): JournalRecord {
  return {
    type: 'mutation',
    mutation: {
      id,
      uuid: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
      name: 'sendMessage',
      version: 1,
      args: { text: `Grüße ${id}` },
      composedAt: '2026-11-22T10:00:00.000Z',
    },
    takenIds,
  };
}

function refusal(id: number): JournalRecord {
  const record = mutation(id);
  if (record.type !== 'mutation') throw new Error('not a mutation');
  return { type: 'refused', mutation: record.mutation, code: 'HF_FORBIDDEN' };
}

function draft(conversationId: number, text: string): JournalRecord {
  return {
    type: 'draft',
    draft: {
      conversationId,
      mode: 'reply',
      text,
      cannedResponseId: null,
      updatedAt: '2026-11-22T10:00:00.000Z',
    },
  };
}

function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type * as FileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takePidLock } from './pid-lock.ts';
import { processStart } from './process-identity.ts';

/** What another process does before and after one read of the lock file. One entry per read. */
interface ConcurrentChange {
  readonly before?: () => Promise<void>;
  readonly after?: () => Promise<void>;
}

const others = vi.hoisted((): { readings: ConcurrentChange[] } => ({ readings: [] }));

// The real file system, with changes by another process between the reads.
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const readWithChanges = async (...args: Parameters<typeof real.readFile>) => {
    const { before, after } = (args[0] === path ? others.readings.shift() : undefined) ?? {};
    await before?.();
    try {
      return await real.readFile(...args);
    } finally {
      await after?.();
    }
  };
  return { ...real, readFile: readWithChanges as typeof real.readFile };
});

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-lock-'));
  path = join(directory, 'lock');
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

it('cannot be taken a second time until it is released', async () => {
  const unlock = await takePidLock(path);
  await expect(takePidLock(path)).rejects.toMatchObject({ code: 'HF_REPLICA_IN_USE' });
  await unlock();
  await (
    await takePidLock(path)
  )();
});

it('is taken over from a process that has ended', async () => {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  await writeFile(path, JSON.stringify({ pid: child.pid, start: '1' }));
  await (
    await takePidLock(path)
  )();
});

it.runIf(process.platform === 'linux')(
  'is taken over if its process id now belongs to another process',
  async () => {
    await writeFile(path, JSON.stringify({ pid: process.ppid, start: 'at another time' }));
    const unlock = await takePidLock(path);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      pid: process.pid,
      start: await processStart(process.pid),
    });
    await unlock();
  },
);

it('is taken over if the file is incomplete', async () => {
  await writeFile(path, '{"pid":');
  await (
    await takePidLock(path)
  )();
});

it('is not taken over from a process that created it while a stale lock was being removed', async () => {
  await writeFile(path, 'damaged');
  const theirs = JSON.stringify({ pid: process.pid, start: await processStart(process.pid) });
  others.readings = [
    {},
    {
      before: () => rm(path),
      after: () => writeFile(path, theirs),
    },
  ];
  await expect(takePidLock(path)).rejects.toMatchObject({ code: 'HF_REPLICA_IN_USE' });
  expect(await readFile(path, 'utf8')).toBe(theirs);
});

it('is taken by exactly one of several concurrent attempts', async () => {
  await writeFile(path, 'damaged');
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => takePidLock(path)));
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

import {
  accessSync,
  chmodSync,
  constants,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isAlive } from '../../apps/sync-server/src/embedded-postgres/running-process.ts';

const prefix = 'holdfast-run-';
const memoryDirectory = '/dev/shm';
/** Twice what a run of all suites has used at a time. */
const neededBytes = 3 * 1024 ** 3;

/**
 * Gives this process and the processes it starts a temporary directory of their own. It is in memory where there is room:
 * a replica is 1,064 files and a database of the server about 1,000, and creating them on a disk took most of the time of
 * the tests. The directory is removed when this process ends.
 * @returns the directory; that of the parent process if it made one
 */
export function useRunDirectory(): string {
  const given = process.env['HOLDFAST_TEST_RUN_DIRECTORY'];
  if (given !== undefined) return given;
  const directory = mkdtempSync(join(chooseParent(), `${prefix}${process.pid}-`));
  // The system user that runs Postgres for root must reach its data.
  chmodSync(directory, 0o755);
  process.env['HOLDFAST_TEST_RUN_DIRECTORY'] = directory;
  process.env['TMPDIR'] = directory;
  // Tests start the same programs many times; compiling them is a fifth of a start.
  process.env['NODE_COMPILE_CACHE'] = join(directory, 'compile-cache');
  process.on('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** Directories whose process was killed before it could remove them. */
export function abandonedRunDirectories(): readonly string[] {
  return parentDirectories().flatMap((parent) =>
    readdirSync(parent)
      .filter((name) => isAbandoned(name))
      .map((name) => join(parent, name)),
  );
}

/** Whether an entry of a temporary directory belongs to a run whose process is gone. */
export function isAbandoned(name: string, isRunning: (processId: number) => boolean = isAlive): boolean {
  const processId = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
  return processId !== undefined && !isRunning(Number(processId));
}

/**
 * Whether a file system in memory can hold a run.
 * @param mounts the text of `/proc/mounts`
 */
export function isSuitable(
  mounts: string,
  { freeBytes, availableMemory }: { readonly freeBytes: number; readonly availableMemory: number },
): boolean {
  const [, , type, options = ''] =
    mounts
      .split('\n')
      .map((line) => line.split(' '))
      .find(([, path]) => path === memoryDirectory) ?? [];
  // Some tests run programs that they write themselves.
  if (type !== 'tmpfs' || options.split(',').includes('noexec')) return false;
  return freeBytes >= neededBytes && availableMemory >= 2 * neededBytes;
}

function chooseParent(): string {
  const [first] = parentDirectories();
  return first === memoryDirectory && hasRoomInMemory() ? memoryDirectory : tmpdir();
}

function hasRoomInMemory(): boolean {
  const { bavail, bsize } = statfsSync(memoryDirectory);
  return isSuitable(readFileSync('/proc/mounts', 'utf8'), {
    freeBytes: bavail * bsize,
    availableMemory: process.availableMemory(),
  });
}

function parentDirectories(): readonly string[] {
  return [memoryDirectory, tmpdir()].filter(isWritable);
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

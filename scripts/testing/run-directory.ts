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
/** Twice the peak use of a run of all suites. */
const requiredBytes = 3 * 1024 ** 3;

/**
 * Creates a temporary directory for this process and its child processes. It is in memory if there is room: a replica has
 * 1,064 files and a server database about 1,000, and creating them on disk took most of the tests' time. The directory is
 * removed when this process ends.
 * @returns the directory; if the parent process created one, that directory
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

/** Returns the directories whose process was killed before it could remove them. */
export function abandonedRunDirectories(): readonly string[] {
  return parentDirectories().flatMap((parent) =>
    readdirSync(parent)
      .filter((name) => isAbandoned(name))
      .map((name) => join(parent, name)),
  );
}

/** Returns true if an entry of a temporary directory belongs to a run whose process has ended. */
export function isAbandoned(name: string, isRunning: (processId: number) => boolean = isAlive): boolean {
  const processId = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
  return processId !== undefined && !isRunning(Number(processId));
}

/**
 * Returns true if the file system in memory has room for a run and can execute programs.
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
  // Some tests write programs there and execute them.
  if (type !== 'tmpfs' || options.split(',').includes('noexec')) return false;
  return freeBytes >= requiredBytes && availableMemory >= 2 * requiredBytes;
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

import { link, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { isRunning, processStart } from './process-identity.ts';

const ownerSchema = z.object({ pid: z.number().int().positive(), start: z.string().nullable() });
type Owner = z.infer<typeof ownerSchema>;

const attempts = 200;
const pauseMs = 25;
/** A takeover older than this, in ms, is stale: the process that began it has died. */
const takeoverLimitMs = 3000;

/**
 * Takes the lock on a database directory. PGlite does not notice a second process in its directory, and two corrupt it.
 * The lock of a process that has ended, or whose id now belongs to another process, is taken over.
 * @returns a function that releases the lock
 * @throws HF_REPLICA_IN_USE
 */
export async function takePidLock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await createLock(path)) return () => rm(path, { force: true });
    await refuseIfAlive(path);
    if (!(await removeStale(path))) await delay(pauseMs);
  }
  throw new HoldfastError('HF_REPLICA_IN_USE');
}

let temporaryFiles = 0;

/** Creates the file with its content atomically, so that no process takes a half-written lock for a damaged one. */
async function createLock(path: string): Promise<boolean> {
  temporaryFiles += 1;
  const temporary = `${path}.${process.pid}-${temporaryFiles}`;
  const owner: Owner = { pid: process.pid, start: await processStart(process.pid) };
  await writeFile(temporary, JSON.stringify(owner));
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Removes a stale lock. One process at a time: the others check the owner again afterwards. */
async function removeStale(path: string): Promise<boolean> {
  const takeover = `${path}.takeover`;
  try {
    await mkdir(takeover);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const { mtimeMs } = await stat(takeover).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > takeoverLimitMs) await rmdir(takeover).catch(() => undefined);
    return false;
  }
  try {
    // If the file is already gone, remove nothing: by now a running process can have created a new one.
    if ((await refuseIfAlive(path)) === 'stale') await rm(path, { force: true });
    return true;
  } finally {
    await rmdir(takeover).catch(() => undefined);
  }
}

async function refuseIfAlive(path: string): Promise<'stale' | 'gone'> {
  const owner = await readOwner(path);
  if (owner === 'gone') return 'gone';
  if (owner === 'damaged' || !isRunning(owner.pid)) return 'stale';
  const start = await processStart(owner.pid);
  const isAnother = owner.start !== null && start !== null && owner.start !== start;
  if (!isAnother) throw new HoldfastError('HF_REPLICA_IN_USE', { details: { pid: owner.pid } });
  return 'stale';
}

async function readOwner(path: string): Promise<Owner | 'gone' | 'damaged'> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return isCode(error, 'ENOENT') ? 'gone' : 'damaged';
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

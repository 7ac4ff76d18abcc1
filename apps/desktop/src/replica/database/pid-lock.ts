import { link, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { isRunning, processStart } from './process-identity.ts';

const ownerSchema = z.object({ pid: z.number().int().positive(), start: z.string().nullable() });
type Owner = z.infer<typeof ownerSchema>;

const attempts = 200;
const pauseMs = 25;
/** Whoever began to take a lock over and has not finished by now died over it. */
const takeoverLimitMs = 3000;

/**
 * PGlite does not notice a second process in its directory, and two destroy it: this file keeps the second out.
 * A lock whose process is gone, or whose id belongs to another process by now, is taken over.
 * @returns a function that gives the lock back
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

/** The lock appears with its content in one step, so that nobody takes one that is being written for a damaged one. */
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

/** Only one process at a time takes a lock over; after the others it looks again whose lock it is. */
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
    // A file that is gone is not removed: the next one to be seen under its name may be of somebody who lives.
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

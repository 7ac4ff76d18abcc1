import { open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { isRunning, processStart } from './process-identity.ts';

const ownerSchema = z.object({ pid: z.number().int().positive(), start: z.string().nullable() });

/**
 * PGlite does not notice a second process in its directory, and two destroy it: this file keeps the second out.
 * A lock whose process is gone, or whose id belongs to another process by now, is taken over.
 * @returns a function that gives the lock back
 * @throws HF_REPLICA_IN_USE
 */
export async function takePidLock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await createLock(path)) return () => rm(path, { force: true });
    const owner = await readOwner(path);
    if (owner !== undefined && (await isAlive(owner))) {
      throw new HoldfastError('HF_REPLICA_IN_USE', { details: { pid: owner.pid } });
    }
    await setAside(path);
  }
  throw new HoldfastError('HF_REPLICA_IN_USE');
}

type Owner = z.infer<typeof ownerSchema>;

async function createLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    const owner: Owner = { pid: process.pid, start: await processStart(process.pid) };
    await file.writeFile(JSON.stringify(owner));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined: the file is gone, empty or damaged, so whoever wrote it died over it. */
async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  if (!isRunning(owner.pid)) return false;
  const start = await processStart(owner.pid);
  return owner.start === null || start === null || owner.start === start;
}

async function setAside(path: string): Promise<void> {
  const stale = `${path}.stale-${process.pid}`;
  try {
    await rename(path, stale);
  } catch {
    // Another process was faster; the next attempt finds its lock.
  }
  await rm(stale, { force: true });
}

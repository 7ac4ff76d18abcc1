import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { possibleDataDirectories } from './data-directory.ts';
import { postmasterFilePath, readPostmasterFile } from './postmaster-file.ts';
import { isAlive, isPostgres } from './running-process.ts';

const stopTimeoutMs = 30_000;

/**
 * Prepares a data directory for a new start. A Postgres whose owner was killed is stopped; the postmaster.pid of a
 * killed Postgres is removed. Throws HF_POSTGRES_ALREADY_RUNNING if the owner is alive.
 */
export async function stopOrphanedPostgres(stateDirectory: string, dataDirectory: string): Promise<void> {
  const file = await readPostmasterFile(dataDirectory);
  if (file === undefined) return;
  if (!isPostgres(file.processId)) {
    await rm(postmasterFilePath(dataDirectory), { force: true });
    return;
  }
  const owner = await readOwner(stateDirectory);
  if (owner !== undefined && isAlive(owner)) {
    throw new HoldfastError('HF_POSTGRES_ALREADY_RUNNING', { details: { stateDirectory, owner } });
  }
  await stopProcess(file.processId);
}

/**
 * Stops the Postgres of a folder that will not be started again, if its owner has died. Returns true if the folder
 * can be removed. A folder without an owner file is kept, because its owner can be about to write the file.
 */
export async function stopUnownedPostgres(stateDirectory: string): Promise<boolean> {
  const owner = await readOwner(stateDirectory);
  if (owner === undefined || isAlive(owner)) return false;
  for (const dataDirectory of possibleDataDirectories(stateDirectory)) {
    const file = await readPostmasterFile(dataDirectory);
    if (file !== undefined && isPostgres(file.processId)) await stopProcess(file.processId);
  }
  return true;
}

/** Records this process as the owner of the Postgres. */
export async function writeOwner(stateDirectory: string): Promise<void> {
  await writeFile(ownerPath(stateDirectory), String(process.pid));
}

/**
 * Fast shutdown: ends all sessions and writes all data. Returns when the process has exited. After 30 s it is shut
 * down immediately.
 */
export async function stopProcess(processId: number): Promise<void> {
  process.kill(processId, 'SIGINT');
  const deadline = Date.now() + stopTimeoutMs;
  while (isAlive(processId)) {
    if (Date.now() > deadline) {
      // Immediate shutdown; the next start recovers from the write-ahead log.
      process.kill(processId, 'SIGQUIT');
      return;
    }
    await delay(20);
  }
}

async function readOwner(stateDirectory: string): Promise<number | undefined> {
  const text = await readFile(ownerPath(stateDirectory), 'utf8').catch(() => '');
  const owner = Number.parseInt(text, 10);
  return Number.isInteger(owner) ? owner : undefined;
}

function ownerPath(stateDirectory: string): string {
  return join(stateDirectory, 'owner.pid');
}

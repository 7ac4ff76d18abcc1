import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { possibleDataDirectories } from './data-directory.ts';
import { postmasterFilePath, readPostmasterFile } from './postmaster-file.ts';
import { isAlive, isPostgres } from './running-process.ts';

const stopTimeout = 30_000;

/**
 * Makes way for a new start after whatever happened to the last one. A Postgres whose owner was killed is stopped;
 * the file of one that was killed itself is removed; one whose owner is alive is left alone, with an error.
 */
export async function clearLeftBehindPostgres(stateDirectory: string, dataDirectory: string): Promise<void> {
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
 * For folders that nobody will start again: stops the Postgres there if its owner is gone.
 * Returns whether the folder is free to be removed; one without an owner may be about to get its own.
 */
export async function stopAbandonedPostgres(stateDirectory: string): Promise<boolean> {
  const owner = await readOwner(stateDirectory);
  if (owner === undefined || isAlive(owner)) return false;
  for (const dataDirectory of possibleDataDirectories(stateDirectory)) {
    const file = await readPostmasterFile(dataDirectory);
    if (file !== undefined && isPostgres(file.processId)) await stopProcess(file.processId);
  }
  return true;
}

/** Names this process as the one that the Postgres belongs to. */
export async function writeOwner(stateDirectory: string): Promise<void> {
  await writeFile(ownerPath(stateDirectory), String(process.pid));
}

/** A fast shutdown: sessions are ended, everything is written. Returns when the process is gone. */
export async function stopProcess(processId: number): Promise<void> {
  process.kill(processId, 'SIGINT');
  const deadline = Date.now() + stopTimeout;
  while (isAlive(processId)) {
    if (Date.now() > deadline) {
      // Postgres's immediate shutdown; the next start recovers from the log.
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

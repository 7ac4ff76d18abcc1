import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { canReach } from './postgres-account.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { postgresBinary } from './postgres-binaries.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);

export const superuser = 'holdfast';

export interface DataDirectory {
  readonly path: string;
  readonly password: string;
}

interface PrepareOptions {
  readonly stateDirectory: string;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount | undefined;
}

/**
 * Returns the data directory and its generated password. The first call initializes it. Throws
 * HF_POSTGRES_START_FAILED if initdb fails.
 */
export async function prepareDataDirectory(options: PrepareOptions): Promise<DataDirectory> {
  const home = await prepareHome(options.stateDirectory, options.account);
  const password = await readOrCreatePassword(options.stateDirectory);
  const path = join(home, 'data');
  if (!existsSync(join(path, 'PG_VERSION'))) await initialize({ ...options, home, path, password });
  return { path, password };
}

/** Deletes all data of a state directory. Its Postgres must be stopped. */
export async function removeDataDirectory(stateDirectory: string): Promise<void> {
  await rm(stateDirectory, { recursive: true, force: true });
  await rm(fallbackHome(stateDirectory), { recursive: true, force: true });
}

/** All possible data directories of a state directory; the actual one depends on the user who started Postgres. */
export function possibleDataDirectories(stateDirectory: string): string[] {
  return [stateDirectory, join(stateDirectory, 'cluster'), fallbackHome(stateDirectory)].map((home) =>
    join(home, 'data'),
  );
}

/**
 * Returns a folder below the state directory, or in /var/lib if the account cannot read the state directory (for
 * example a checkout in /root).
 */
async function prepareHome(stateDirectory: string, account: PostgresAccount | undefined): Promise<string> {
  await mkdir(stateDirectory, { recursive: true });
  if (account === undefined) return stateDirectory;
  await chmod(stateDirectory, 0o755);
  const home = canReach(account, stateDirectory)
    ? join(stateDirectory, 'cluster')
    : fallbackHome(stateDirectory);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await chown(home, account.uid, account.gid);
  return home;
}

function fallbackHome(stateDirectory: string): string {
  const name = createHash('sha256').update(resolve(stateDirectory)).digest('hex').slice(0, 16);
  return join('/var/lib/holdfast', name);
}

async function readOrCreatePassword(stateDirectory: string): Promise<string> {
  const path = join(stateDirectory, 'password');
  if (!existsSync(path)) await writeFile(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFile(path, 'utf8');
}

interface InitializeOptions extends PrepareOptions {
  readonly home: string;
  readonly path: string;
  readonly password: string;
}

/** Runs initdb in a partial folder and renames it at the end, so that an interrupted run never looks complete. */
async function initialize(options: InitializeOptions): Promise<void> {
  const partial = join(options.home, 'data.partial');
  const passwordFile = join(options.home, 'initdb-password');
  await rm(partial, { recursive: true, force: true });
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  if (options.account !== undefined) await chown(passwordFile, options.account.uid, options.account.gid);
  try {
    await run(
      postgresBinary(options.binaries, 'initdb'),
      [
        `--pgdata=${partial}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The builtin provider gives the same sort order on every machine, independent of its locales.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-sync',
      ],
      { ...options.account, cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] } },
    );
    await rename(partial, options.path);
  } catch (cause) {
    throw new HoldfastError('HF_POSTGRES_START_FAILED', {
      details: { step: 'initdb', directory: partial },
      cause,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { DataDirectory } from './data-directory.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { postgresBinary } from './postgres-binaries.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { readPostmasterFile } from './postmaster-file.ts';

export interface LaunchPostgresOptions {
  readonly stateDirectory: string;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount | undefined;
  readonly data: DataDirectory;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

export interface LaunchedPostgres {
  readonly processId: number;
  readonly exited: Promise<void>;
  hasExited(): boolean;
}

/** Postgres exited before it was ready. */
export class PostgresLaunchRefused extends HoldfastError {
  /**
   * True if a retry, possibly on another port, can succeed: sessions of a killed Postgres still run, or the port was
   * taken in the meantime.
   */
  readonly isTransient: boolean;

  constructor(logTail: string) {
    super('HF_POSTGRES_START_FAILED', { details: { logTail } });
    this.isTransient =
      /pre-existing shared memory block|Address already in use|lock file .* already exists/.test(logTail);
  }
}

/** Starts the Postgres process and returns when it accepts connections. Throws PostgresLaunchRefused. */
export async function launchPostgres(options: LaunchPostgresOptions): Promise<LaunchedPostgres> {
  const logPath = join(options.stateDirectory, 'postgres.log');
  const child = await spawnPostgres(options, logPath);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const hasExited = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

  for (;;) {
    if (hasExited() || child.pid === undefined) throw await refusal(logPath);
    const file = await readPostmasterFile(options.data.path);
    if (file?.processId === child.pid && file.ready) return { processId: child.pid, exited, hasExited };
    await delay(25);
  }
}

async function spawnPostgres(options: LaunchPostgresOptions, logPath: string): Promise<ChildProcess> {
  const log = await open(logPath, 'w', 0o600);
  try {
    const child = spawn(
      postgresBinary(options.binaries, 'postgres'),
      ['-D', options.data.path, ...settingArguments(options)],
      {
        ...options.account,
        cwd: '/',
        env: { LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', log.fd, log.fd],
        // Own process group: Ctrl-C in the terminal must stop the server first and Postgres last.
        detached: true,
      },
    );
    // Without a listener, a failed spawn would end this process. `launchPostgres` detects it by the missing pid.
    child.on('error', () => undefined);
    return child;
  } finally {
    await log.close();
  }
}

function settingArguments(options: LaunchPostgresOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function refusal(logPath: string): Promise<PostgresLaunchRefused> {
  const log = await readFile(logPath, 'utf8').catch(() => '');
  const refused = new PostgresLaunchRefused(log.split('\n').slice(-12).join('\n').trim());
  if (refused.isTransient) await delay(250);
  return refused;
}

import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

const run = promisify(execFile);

/** The system user that Postgres runs as if this process is root; Postgres refuses to run as root. */
export interface PostgresAccount {
  readonly uid: number;
  readonly gid: number;
}

const existingAccount = 'postgres';
const ownAccount = 'holdfast-postgres';

/**
 * Returns undefined for an ordinary user, who runs Postgres as the same user. For root it returns an unprivileged
 * user and creates it if needed. Throws HF_POSTGRES_START_FAILED if that fails.
 */
export async function findPostgresAccount(): Promise<PostgresAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = (await lookUp(existingAccount)) ?? (await lookUp(ownAccount));
  return found ?? createAccount();
}

/** Returns true if the account can read the path. Root's folders are often closed to other users. */
export function canReach(account: PostgresAccount, path: string): boolean {
  return spawnSync('test', ['-r', path], { ...account, cwd: '/' }).status === 0;
}

async function lookUp(name: string): Promise<PostgresAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createAccount(): Promise<PostgresAccount> {
  let cause: unknown;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      ownAccount,
    ]);
  } catch (error) {
    // A concurrent first start can have created the user.
    cause = error;
  }
  const created = await lookUp(ownAccount);
  if (created !== undefined) return created;
  throw new HoldfastError('HF_POSTGRES_START_FAILED', { details: { cannotCreateUser: ownAccount }, cause });
}

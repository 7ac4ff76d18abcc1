import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { canReach } from './postgres-account.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { postgresBinary } from './postgres-binaries.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

const sharedCache = '/var/cache/holdfast';

/** Binaries that the account may run: those of the checkout, or a copy where the checkout is closed to it. */
export async function reachableBinaries(
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
): Promise<PostgresBinaries> {
  if (account === undefined || canReach(account, postgresBinary(binaries, 'postgres'))) return binaries;
  const copy = { ...binaries, root: join(sharedCache, `postgres-${binaries.version}`) };
  if (!canReach(account, postgresBinary(copy, 'postgres'))) await copyWhole(binaries.root, copy.root);
  return copy;
}

/** By a rename at the end, so that a copy cut short is never taken for a whole one. */
async function copyWhole(from: string, to: string): Promise<void> {
  await mkdir(sharedCache, { recursive: true, mode: 0o755 });
  const partial = await mkdtemp(join(sharedCache, 'partial-'));
  try {
    const tree = join(partial, 'postgres');
    await cp(from, tree, { recursive: true, verbatimSymlinks: true });
    await rename(tree, to).catch(ignoreOtherCopy);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Another process finished the same copy first. */
function ignoreOtherCopy(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}

import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { canReach } from './postgres-account.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { postgresBinary } from './postgres-binaries.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

const sharedCache = '/var/cache/holdfast';

/**
 * Returns binaries that the account can execute: those of the checkout, or a copy in /var/cache if the account cannot
 * read the checkout.
 */
export async function reachableBinaries(
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
): Promise<PostgresBinaries> {
  if (account === undefined || canReach(account, postgresBinary(binaries, 'postgres'))) return binaries;
  const copy = { ...binaries, root: join(sharedCache, `postgres-${binaries.version}`) };
  if (!canReach(account, postgresBinary(copy, 'postgres'))) await copyWhole(binaries.root, copy.root);
  return copy;
}

/** Copies to a temporary folder and renames it at the end, so that an interrupted copy never looks complete. */
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

/** A concurrent process finished the same copy first. */
function ignoreOtherCopy(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}

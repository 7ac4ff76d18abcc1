import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the output of `build` appear at `directory` atomically. If another process finished first, its output is kept,
 * because it can be in use.
 */
export async function buildOnce(
  directory: string,
  build: (directory: string) => Promise<void>,
): Promise<void> {
  const work = await mkdtemp(`${directory}.building-`);
  try {
    const built = join(work, 'built');
    await build(built);
    // A rename to a directory that is not empty fails.
    await rename(built, directory);
  } catch (error) {
    if (!isOccupied(error)) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function isOccupied(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM';
}

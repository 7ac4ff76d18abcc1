import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts what `build` writes at `directory` in one step. If another process finished first, its result stays: it may be in
 * use already.
 */
export async function buildOnce(
  directory: string,
  build: (directory: string) => Promise<void>,
): Promise<void> {
  const work = await mkdtemp(`${directory}.building-`);
  try {
    const built = join(work, 'built');
    await build(built);
    // Renaming onto a directory that has files in it fails.
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

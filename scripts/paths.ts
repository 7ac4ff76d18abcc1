import { homedir } from 'node:os';
import { join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '..');

/** What `pnpm start` keeps between two runs; ignored by git, emptied by `--reset`. */
export const stateDirectory = process.env['HOLDFAST_STATE_DIRECTORY'] ?? join(repositoryRoot, '.holdfast');

/** Downloads that every checkout of this user shares. */
export const cacheDirectory = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'holdfast');

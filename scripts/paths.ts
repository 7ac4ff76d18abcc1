import { homedir } from 'node:os';
import { join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '..');

/** State that `pnpm start` keeps between runs; ignored by git, deleted by `--reset`. */
export const stateDirectory = process.env['HOLDFAST_STATE_DIRECTORY'] ?? join(repositoryRoot, '.holdfast');

/** Downloads, shared by all checkouts of this user. */
export const cacheDirectory = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'holdfast');

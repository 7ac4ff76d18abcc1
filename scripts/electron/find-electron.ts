import { UserFacingError } from '../process/user-facing-error.ts';
import { readElectronRuntime } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { findFallbackElectron } from './fallback-electron.ts';
import { findOfficialElectron } from './official-electron.ts';

/**
 * Returns the Electron named by HOLDFAST_ELECTRON_DIST, else the official one, else the fallback, and prints which.
 * Throws if there is none.
 */
export async function findElectron(): Promise<ElectronRuntime> {
  const runtime = await choose();
  console.log(`Electron ${runtime.version}: ${runtime.origin}.`);
  return runtime;
}

async function choose(): Promise<ElectronRuntime> {
  const named = process.env['HOLDFAST_ELECTRON_DIST'];
  if (named !== undefined && named !== '') {
    const runtime = readElectronRuntime(named, `from HOLDFAST_ELECTRON_DIST (${named})`);
    if (runtime !== undefined) return runtime;
    throw new UserFacingError(
      `HOLDFAST_ELECTRON_DIST names ${named}, which holds no Electron (binary and version file).`,
    );
  }
  const runtime = (await findOfficialElectron()) ?? (await findFallbackElectron());
  if (runtime !== undefined) return runtime;
  throw new UserFacingError(
    `There is no Electron for ${process.platform} ${process.arch}: its release site cannot be reached, and the fallback is for Linux x64.\n` +
      'Set HOLDFAST_ELECTRON_DIST to a folder with an Electron.',
  );
}

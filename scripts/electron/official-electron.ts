import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import { readElectronRuntime } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';

const responseTimeoutMs = 4_000;
const downloadTimeoutMs = 180_000;

/**
 * Returns the pinned Electron if it is installed, or downloads it if its release site responds within 4 s; otherwise
 * undefined.
 */
export async function findOfficialElectron(): Promise<ElectronRuntime | undefined> {
  const packageDirectory = electronPackageDirectory();
  const dist = join(packageDirectory, 'dist');
  const installed = readElectronRuntime(dist, 'the official binary, already installed');
  if (installed !== undefined) return installed;

  if (!(await isReleaseSiteReachable())) return undefined;
  console.log('Downloading the official Electron …');
  const installer = join(packageDirectory, 'install.js');
  await runCommand(process.execPath, [installer], { timeout: downloadTimeoutMs });
  return readElectronRuntime(dist, 'the official binary, just downloaded');
}

function electronPackageDirectory(): string {
  const fromDesktop = createRequire(join(repositoryRoot, 'apps/desktop/package.json'));
  return dirname(fromDesktop.resolve('electron/package.json'));
}

async function isReleaseSiteReachable(): Promise<boolean> {
  const site = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/';
  try {
    const response = await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(responseTimeoutMs) });
    return response.ok;
  } catch {
    return false;
  }
}

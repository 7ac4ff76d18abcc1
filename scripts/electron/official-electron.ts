import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import { readElectronRuntime } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';

const answerTimeout = 4_000;
const downloadTimeout = 180_000;

/** The pinned Electron: installed already, or fetched now if its release site answers within a few seconds. */
export async function findOfficialElectron(): Promise<ElectronRuntime | undefined> {
  const packageDirectory = electronPackageDirectory();
  const dist = join(packageDirectory, 'dist');
  const installed = readElectronRuntime(dist, 'the official binary, installed already');
  if (installed !== undefined) return installed;

  if (!(await releaseSiteAnswers())) return undefined;
  console.log('Fetching the official Electron …');
  const installer = join(packageDirectory, 'install.js');
  await runCommand(process.execPath, [installer], { timeout: downloadTimeout });
  return readElectronRuntime(dist, 'the official binary, fetched now');
}

function electronPackageDirectory(): string {
  const fromDesktop = createRequire(join(repositoryRoot, 'apps/desktop/package.json'));
  return dirname(fromDesktop.resolve('electron/package.json'));
}

async function releaseSiteAnswers(): Promise<boolean> {
  const site = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/';
  try {
    const answer = await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(answerTimeout) });
    return answer.ok;
  } catch {
    return false;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An Electron that can be run and packaged. */
export interface ElectronRuntime {
  /** Folder of the binary; electron-builder calls it `electronDist`. */
  readonly directory: string;
  readonly executable: string;
  readonly version: string;
  /** Where this Electron comes from, as text for the console. */
  readonly origin: string;
}

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Reads a folder with an Electron; returns undefined if it has none. */
export function readElectronRuntime(directory: string, origin: string): ElectronRuntime | undefined {
  const executable = join(directory, executables[process.platform] ?? 'electron');
  const versionFile = join(directory, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { directory, executable, version, origin };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An Electron that can be run and packaged. */
export interface ElectronRuntime {
  /** The folder with the binary, what electron-builder calls `electronDist`. */
  readonly directory: string;
  readonly executable: string;
  readonly version: string;
  /** Why this one, for people. */
  readonly origin: string;
}

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Reads a folder that should hold an Electron; undefined when it does not. */
export function readElectronRuntime(directory: string, origin: string): ElectronRuntime | undefined {
  const executable = join(directory, executables[process.platform] ?? 'electron');
  const versionFile = join(directory, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { directory, executable, version, origin };
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { readElectronRuntime } from './electron-runtime.ts';

const binaries = { linux: 'electron', darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const binary = binaries[process.platform as keyof typeof binaries];

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-electron-runtime-'));
});

afterEach(() => rm(directory, { recursive: true }));

test('a folder is an Electron if it has the binary and a version file', async () => {
  await mkdir(dirname(join(directory, binary)), { recursive: true });
  await writeFile(join(directory, binary), '');
  expect(readElectronRuntime(directory, 'named')).toBeUndefined();
  await writeFile(join(directory, 'version'), 'v45.3.4\n');
  expect(readElectronRuntime(directory, 'named')).toEqual({
    directory,
    executable: join(directory, binary),
    version: '45.3.4',
    origin: 'named',
  });
});

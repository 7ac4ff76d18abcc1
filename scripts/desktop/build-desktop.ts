import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ElectronRuntime } from '../electron/electron-runtime.ts';
import { repositoryRoot } from '../paths.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import { runCommand } from '../process/run-command.ts';
import { hashInputs } from './input-hash.ts';

const desktop = join(repositoryRoot, 'apps/desktop');
const stampPath = join(desktop, 'release/build-stamp');

/** All inputs of the package. */
const inputs = [
  'apps/desktop',
  'packages/schema/src',
  'packages/schema/migrations',
  'packages/ui/src',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
];

/**
 * Builds and packages the desktop app in its test flavor, to which Playwright can attach. Skipped if no input has
 * changed. Returns the path of the executable.
 */
export async function buildDesktop(runtime: ElectronRuntime): Promise<string> {
  const executable = packagedExecutable();
  const stamp = hashInputs(repositoryRoot, inputs, `${runtime.version} ${runtime.directory}`);
  const isUpToDate =
    existsSync(executable) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp;
  if (isUpToDate) return executable;

  console.log('Building the desktop app …');
  await step('electron-vite', ['build'], {});
  await rm(join(desktop, 'release'), { recursive: true, force: true });
  await step('electron-builder', ['--dir', '--publish', 'never', '--config', 'electron-builder.config.ts'], {
    HOLDFAST_ELECTRON_DIST: runtime.directory,
    HOLDFAST_ELECTRON_VERSION: runtime.version,
    HOLDFAST_TEST_FLAVOUR: '1',
  });
  if (!existsSync(executable)) throw new UserFacingError(`The build did not create ${executable}.`);
  await writeFile(stampPath, stamp);
  return executable;
}

function packagedExecutable(): string {
  const release = join(desktop, 'release');
  const architecture = process.arch === 'x64' ? '' : `-${process.arch}`;
  switch (process.platform) {
    case 'darwin':
      return join(release, `mac${architecture}`, 'Holdfast.app/Contents/MacOS/holdfast');
    case 'win32':
      return join(release, `win${architecture}-unpacked`, 'holdfast.exe');
    default:
      return join(release, `linux${architecture}-unpacked`, 'holdfast');
  }
}

async function step(
  tool: string,
  toolArguments: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  const binary = join(desktop, 'node_modules/.bin', tool);
  const result = await runCommand(binary, toolArguments, { cwd: desktop, env });
  if (result.exitCode === 0) return;
  throw new UserFacingError(`${tool} failed:\n${(result.stdout + result.stderr).slice(-6000)}`);
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { runCommand } from '../process/run-command.ts';
import type { SystemRequirement } from './requirements.ts';

/** Returns the requirements that this machine does not have. */
export async function missingRequirements(
  requirements: readonly SystemRequirement[],
): Promise<SystemRequirement[]> {
  const libraries = await installedLibraries();
  return requirements.filter((requirement) => !isInstalled(requirement, libraries));
}

function isInstalled({ proof }: SystemRequirement, libraries: ReadonlySet<string>): boolean {
  switch (proof.kind) {
    case 'library':
      return libraries.has(proof.name);
    case 'command':
      return commandFolders().some((folder) => existsSync(join(folder, proof.name)));
    case 'file':
      return existsSync(proof.path);
  }
}

function commandFolders(): string[] {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/bin'];
}

/** Names in the linker's cache, which has one `name (flags) => path` per line. */
async function installedLibraries(): Promise<ReadonlySet<string>> {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path)) ?? 'ldconfig';
  const { stdout } = await runCommand(ldconfig, ['-p']);
  const names = stdout.split('\n').map((line) => line.trim().split(' ')[0] ?? '');
  return new Set(names.filter((name) => name.includes('.so')));
}

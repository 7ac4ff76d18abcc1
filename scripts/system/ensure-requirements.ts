import { existsSync, readFileSync } from 'node:fs';

import { UserFacingError } from '../process/user-facing-error.ts';
import { runCommand } from '../process/run-command.ts';
import { missingRequirements } from './missing-requirements.ts';
import type { SystemRequirement } from './requirements.ts';

/**
 * Installs missing requirements if this process is root on Debian or Ubuntu; otherwise throws with the command to
 * run.
 */
export async function ensureRequirements(requirements: readonly SystemRequirement[]): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = await missingRequirements(requirements);
  if (missing.length === 0) return;
  if (!isDebian())
    throw new UserFacingError(`Please install first: ${missing.map(describeProof).join(', ')}`);

  const mayInstall = process.getuid?.() === 0;
  if (mayInstall) await apt(['update', '-q']);
  const packages = await Promise.all(missing.map(choosePackage));
  if (!mayInstall) {
    throw new UserFacingError(
      `System packages are missing. Please run:\n\n  sudo apt-get install -y ${packages.join(' ')}\n`,
    );
  }
  console.log(`Installing system packages: ${packages.join(' ')}`);
  await apt(['install', '-y', '-q', '--no-install-recommends', ...packages]);
  const stillMissing = await missingRequirements(requirements);
  if (stillMissing.length > 0) {
    throw new UserFacingError(
      `Installed, but still not found: ${stillMissing.map(describeProof).join(', ')}`,
    );
  }
}

function isDebian(): boolean {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Returns the first package name that this release of the system has. */
async function choosePackage({ packages }: SystemRequirement): Promise<string> {
  for (const name of packages) {
    const { stdout } = await runCommand('apt-cache', ['show', '--no-all-versions', name]);
    if (stdout.includes(`Package: ${name}\n`)) return name;
  }
  return packages.at(-1) ?? '';
}

async function apt(aptArguments: readonly string[]): Promise<void> {
  const result = await runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...aptArguments], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.exitCode === 0) return;
  throw new UserFacingError(
    `apt-get ${aptArguments.join(' ')} failed:\n${result.stdout.slice(-2000)}${result.stderr}`,
  );
}

function describeProof({ proof }: SystemRequirement): string {
  return proof.kind === 'file' ? proof.path : proof.name;
}

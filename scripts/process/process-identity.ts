import { readFileSync } from 'node:fs';

import { runCommand } from './run-command.ts';

/**
 * What tells a process from a later one with the same id: when it was started. Undefined when there is none (a zombie
 * is none).
 */
export async function processIdentity(processId: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxIdentity(processId);
  const { stdout } = await runCommand('ps', ['-o', 'lstart=', '-p', String(processId)]);
  return stdout.trim() === '' ? undefined : stdout.trim();
}

function linuxIdentity(processId: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The command in parentheses may hold anything, so the fields are counted from its end: state, …, start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${bootId} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

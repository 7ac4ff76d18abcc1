import { readFileSync } from 'node:fs';

import { runCommand } from './run-command.ts';

/**
 * Returns the start time of a process, which distinguishes it from a later process with the same id. Returns
 * undefined if there is no such process or it is a zombie.
 */
export async function processIdentity(processId: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxIdentity(processId);
  const { stdout } = await runCommand('ps', ['-o', 'lstart=', '-p', String(processId)]);
  return stdout.trim() === '' ? undefined : stdout.trim();
}

function linuxIdentity(processId: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The command in parentheses can contain any character, so fields are counted from its end: state, …, start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${bootId} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

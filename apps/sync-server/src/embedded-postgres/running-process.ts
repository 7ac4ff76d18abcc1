import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Returns true if a process with this id runs, also if it belongs to another user. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Returns true if the process runs and is a Postgres. Process ids are reused, after a reboot even immediately. */
export function isPostgres(processId: number): boolean {
  return isAlive(processId) && commandOf(processId).includes('postgres');
}

function commandOf(processId: number): string {
  if (!existsSync('/proc/self/stat')) {
    return spawnSync('ps', ['-o', 'comm=', '-p', String(processId)], { encoding: 'utf8' }).stdout;
  }
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // A zombie counts as exited: it holds neither files nor ports.
    return /\) Z /.test(stat) ? '' : stat;
  } catch {
    return '';
  }
}

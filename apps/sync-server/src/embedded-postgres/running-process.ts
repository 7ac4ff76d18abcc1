import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Whether a process of this id runs, whoever it belongs to. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether it runs and is a Postgres: ids are given out again, after a reboot even at once. */
export function isPostgres(processId: number): boolean {
  return isAlive(processId) && commandOf(processId).includes('postgres');
}

function commandOf(processId: number): string {
  if (!existsSync('/proc/self/stat')) {
    return spawnSync('ps', ['-o', 'comm=', '-p', String(processId)], { encoding: 'utf8' }).stdout;
  }
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // A zombie is as good as gone: it holds no file and no port.
    return /\) Z /.test(stat) ? '' : stat;
  } catch {
    return '';
  }
}

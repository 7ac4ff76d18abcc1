import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * When a process began, in the system's own format. Null if there is no such process or the system cannot tell. A
 * process id is reused after a while; together with the start time it is unique.
 */
export async function processStart(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return startOnLinux(await readFile(`/proc/${pid}/stat`, 'utf8'));
    if (process.platform === 'win32') return null;
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || null;
  } catch {
    return null;
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists, but this process must not signal it.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The 22nd field. The second field is a name in parentheses that can contain spaces and parentheses. */
function startOnLinux(stat: string): string | null {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

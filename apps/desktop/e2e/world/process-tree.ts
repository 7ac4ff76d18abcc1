import { readdirSync, readFileSync } from 'node:fs';

/**
 * Sends SIGKILL to a process and all its descendants, so that none of them can write or flush. Reads /proc, so it runs
 * on Linux only.
 */
export function killTree(processId: number): void {
  const members = [processId, ...descendants(processId, parents())];
  for (const member of members) endNow(member);
}

function descendants(processId: number, parentOf: ReadonlyMap<number, number>): number[] {
  const children = [...parentOf].filter(([, parent]) => parent === processId).map(([child]) => child);
  return children.flatMap((child) => [child, ...descendants(child, parentOf)]);
}

function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name));
    if (parent !== null) found.set(Number(name), parent);
  }
  return found;
}

function parentOf(processId: number): number | null {
  try {
    const status = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name in brackets can contain any character; state and parent follow it.
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function endNow(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}

/** Whether a process runs. A zombie that its parent has not waited for does not count. */
export function isProcessRunning(processId: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${processId}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

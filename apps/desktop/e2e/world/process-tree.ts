import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ends a process and all that it started with SIGKILL: nobody gets a chance to write, flush or say goodbye.
 * Reads Linux's /proc; the tests that kill run there.
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
    // The name in brackets may hold anything; what follows it is state and parent.
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function endNow(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

/** Whether a process is still there (one that only waits for its parent to notice is not). */
export function isRunning(processId: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${processId}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

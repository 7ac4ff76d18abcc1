import { userInfo } from 'node:os';

/** Who runs the command, for the audit log. */
export function operatorName(): string {
  try {
    return `operator:${userInfo().username}`;
  } catch {
    // A container may run under an id that has no name.
    return `operator:${process.getuid?.() ?? 'unknown'}`;
  }
}

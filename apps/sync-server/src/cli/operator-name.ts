import { userInfo } from 'node:os';

/** Returns the user who runs the command, for the audit log. */
export function operatorName(): string {
  try {
    return `operator:${userInfo().username}`;
  } catch {
    // A container can run under a user id without a name.
    return `operator:${process.getuid?.() ?? 'unknown'}`;
  }
}

import type { ToMain } from '../../contract/main-replica.ts';
import type { Template } from '../database/replica-directory.ts';

/** Services that the replica's process needs from outside: main, clock, randomness. */
export interface HostServices {
  readonly userDataDirectory: string;
  readonly template: Template;
  readonly defaultServerUrl: string;
  readonly deviceName: string;
  /** True if secrets survive a restart on this system. */
  readonly secretsAvailable: boolean;
  /** Maximum wait for a killed replica process to release the lock. */
  readonly lockTimeoutMs: number;
  /** Interval between two verification steps; 5 s if omitted. */
  readonly verifyStepMs?: number;
  readonly now: () => Date;
  readonly random: () => number;
  readonly uuid: () => string;
  sendToMain(message: ToMain): void;
  loadSecret(name: string): Promise<string | null>;
  /** Ends the process. Main starts it again after any code except 0. */
  exit(code: number): void;
  /** Writes to the log. Must not contain message bodies or secrets. */
  log(message: string, error?: unknown): void;
}

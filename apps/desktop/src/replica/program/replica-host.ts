import type { ToMain } from '../../contract/main-replica.ts';
import type { Template } from '../database/replica-directory.ts';

/** The world outside the replica, as its service needs it: main, the clock, chance. */
export interface ReplicaHost {
  readonly userDataDirectory: string;
  readonly template: Template;
  readonly defaultServerUrl: string;
  readonly deviceName: string;
  /** Whether secrets survive a restart on this system. */
  readonly secretsAvailable: boolean;
  /** How long a replica that was killed may take to end before this one gives up. */
  readonly lockPatienceMs: number;
  /** Time between two looks whether something is to be verified; left out, a few seconds. */
  readonly verifyStepMs?: number;
  readonly now: () => Date;
  readonly random: () => number;
  readonly uuid: () => string;
  tellMain(message: ToMain): void;
  loadSecret(name: string): Promise<string | null>;
  /** Ends the process; main starts it again after anything but 0. */
  exit(code: number): void;
  /** For the log; never with bodies of messages or secrets. */
  log(message: string, error?: unknown): void;
}

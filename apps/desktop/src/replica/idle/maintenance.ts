import type { ReplicaDatabase } from '../database/replica-database.ts';
import type { SerialQueue } from '../replica/serial-queue.ts';
import type { ActivityMonitor } from './activity.ts';
import { planMaintenance } from './plan-maintenance.ts';
import type { Idleness } from './plan-maintenance.ts';
import { readFacts, readLogBytes } from './read-facts.ts';

export interface MaintenanceOptions {
  readonly database: ReplicaDatabase;
  /** The queue of all writes to the database. */
  readonly writes: SerialQueue;
  readonly activity: ActivityMonitor;
  readonly limits?: IdleLimits;
}

export interface IdleLimits {
  readonly shortIdleMs: number;
  readonly longIdleMs: number;
}

/** Time without activity. */
const defaultLimits: IdleLimits = { shortIdleMs: 10_000, longIdleMs: 5 * 60_000 };
/** Maximum number of steps per run; the next run continues. */
const maxSteps = 40;

/** One executed statement, and how long all other work waited for it. */
export interface MaintenanceStep {
  readonly statement: string;
  readonly tookMs: number;
}

/**
 * Vacuums and rewrites tables in idle time, because PGlite has no autovacuum. Runs one statement at a time, and checks
 * for activity before each.
 */
export class Maintenance {
  readonly #options: MaintenanceOptions;
  #isRunning = false;

  constructor(options: MaintenanceOptions) {
    this.#options = options;
  }

  /** How long the replica has been without activity. */
  get idleness(): Idleness {
    const { activity, limits = defaultLimits } = this.#options;
    if (activity.idleMs < limits.shortIdleMs) return 'none';
    return activity.idleMs < limits.longIdleMs ? 'short' : 'long';
  }

  /** Runs statements until nothing is left to do or there is activity. */
  async run(signal: AbortSignal): Promise<readonly MaintenanceStep[]> {
    if (this.#isRunning) return [];
    this.#isRunning = true;
    const done: MaintenanceStep[] = [];
    try {
      while (done.length < maxSteps && !signal.aborted) {
        const step = await this.#step();
        if (step === null) break;
        // A statement that did not help is not repeated.
        if (done.some(({ statement }) => statement === step.statement)) break;
        done.push(step);
      }
    } finally {
      this.#isRunning = false;
    }
    return done;
  }

  async #step(): Promise<MaintenanceStep | null> {
    const { database, writes } = this.#options;
    return await writes.run(async () => {
      const { idleness } = this;
      const facts =
        idleness === 'none'
          ? { tables: [], logBytes: await readLogBytes(database) }
          : await readFacts(database);
      const statement = planMaintenance(facts, idleness);
      // There was activity while the facts were read.
      if (statement === null || (idleness !== 'none' && this.idleness === 'none')) return null;
      const begin = performance.now();
      await database.rows(statement);
      return { statement, tookMs: performance.now() - begin };
    });
  }
}

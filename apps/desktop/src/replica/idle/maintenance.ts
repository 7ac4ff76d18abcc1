import type { ReplicaDatabase } from '../database/replica-database.ts';
import type { SerialQueue } from '../replica/serial-queue.ts';
import type { Activity } from './activity.ts';
import { planMaintenance } from './plan-maintenance.ts';
import type { Idleness } from './plan-maintenance.ts';
import { readFacts, readLogBytes } from './read-facts.ts';

export interface MaintenanceOptions {
  readonly database: ReplicaDatabase;
  /** What writes to the database runs in here, one after the other. */
  readonly writes: SerialQueue;
  readonly activity: Activity;
  readonly limits?: IdleLimits;
}

export interface IdleLimits {
  readonly shortIdleMs: number;
  readonly longIdleMs: number;
}

/** Nobody typed and nothing arrived for so long. */
const usualLimits: IdleLimits = { shortIdleMs: 10_000, longIdleMs: 5 * 60_000 };
/** Of what is done in one absence; the rest waits for the next look. */
const mostSteps = 40;

/** One thing that was done, and how long everything else had to wait for it. */
export interface MaintenanceStep {
  readonly statement: string;
  readonly tookMs: number;
}

/**
 * Sweeps up in idle time, because PGlite has nobody who does it by itself. Statement by statement: before each it looks
 * whether the agent is back or a delta waits.
 */
export class Maintenance {
  readonly #options: MaintenanceOptions;
  #isRunning = false;

  constructor(options: MaintenanceOptions) {
    this.#options = options;
  }

  /** How long nobody has come. */
  get idleness(): Idleness {
    const { activity, limits = usualLimits } = this.#options;
    if (activity.idleMs < limits.shortIdleMs) return 'none';
    return activity.idleMs < limits.longIdleMs ? 'short' : 'long';
  }

  /** Does what there is to do, as long as nobody comes. */
  async run(signal: AbortSignal): Promise<readonly MaintenanceStep[]> {
    if (this.#isRunning) return [];
    this.#isRunning = true;
    const done: MaintenanceStep[] = [];
    try {
      while (done.length < mostSteps && !signal.aborted) {
        const step = await this.#step();
        if (step === null) break;
        // What does not help is not done again and again.
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
      // Somebody came while it was looked.
      if (statement === null || (idleness !== 'none' && this.idleness === 'none')) return null;
      const begin = performance.now();
      await database.rows(statement);
      return { statement, tookMs: performance.now() - begin };
    });
  }
}

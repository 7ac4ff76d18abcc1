import type { ReplicaDatabase } from '../database/replica-database.ts';

/**
 * Detects the end of snoozes. Snoozed conversations return to the inbox by time alone, without a commit that re-runs
 * the queries. Each check covers all the time since the previous one, because the machine can have slept and its clock
 * can have been set, in either direction.
 */
export class SnoozeWatch {
  readonly #database: ReplicaDatabase;
  readonly #now: () => Date;
  #lookedAt: Date;

  constructor(database: ReplicaDatabase, now: () => Date) {
    this.#database = database;
    this.#now = now;
    this.#lookedAt = now();
  }

  /** Returns true if a snooze ended, or became effective again, since the last check. */
  async look(): Promise<boolean> {
    const [before, now] = [this.#lookedAt, this.#now()];
    this.#lookedAt = now;
    const rows = await this.#database.rows(
      `select 1 from conversations
      where snoozed_until > least($1::timestamptz, $2) and snoozed_until <= greatest($1, $2::timestamptz) limit 1`,
      [before.toISOString(), now.toISOString()],
    );
    return rows.length > 0;
  }
}

import type { ReplicaDatabase } from '../database/replica-database.ts';

/**
 * Time moves snoozed conversations back into the inbox, and nothing else tells the queries. Each look asks about all the
 * time since the look before: the machine may have slept in between, or its clock been set, in either direction.
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

  /** Whether a conversation woke, or went back to sleep, since the last look. */
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

/** One step of a schema's history, as drizzle-kit wrote it. */
export interface Migration {
  /** Position in the journal, counted from 1. */
  readonly version: number;
  /** The journal's tag, which is also the name of the file. */
  readonly name: string;
  /** sha-256 of the statements: an applied migration that was edited later is recognised by it. */
  readonly hash: string;
  readonly statements: readonly string[];
}

/** What a schema remembers of a migration that was applied to it. */
export interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly hash: string;
}

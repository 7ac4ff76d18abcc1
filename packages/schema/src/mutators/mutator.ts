import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { SyncedTableName } from '../tables/synced-tables.ts';
import type { ArgumentsUpgrade } from './arguments-upgrade.ts';

/** A drizzle transaction on either end: the tenant's Postgres or the replica's PGlite. */
export type MutatorTransaction = PgDatabase<PgQueryResultHKT>;

/** What a mutator may know beside its arguments. */
export interface MutatorContext {
  /** On the server the transaction's time, on a replica the device's best guess of it; ISO 8601. */
  readonly now: string;
  /** When the agent acted, by the device's clock; ISO 8601. Kept, never trusted. */
  readonly composedAt: string;
  /** Whose device it is. */
  readonly userId: number;
}

/**
 * One thing that an agent can do, as a function that runs on both ends: at once on the replica, with authority on the
 * server. It reads and writes rows through drizzle and nothing else; whom it is allowed to, and what follows from it
 * (sending, SLA clocks, counts), is the server's business around it.
 */
export interface Mutator<Name extends string, Args extends z.ZodType> {
  readonly name: Name;
  /** Raised when the meaning of the arguments changes; older ones are upgraded, never dropped. */
  readonly version: number;
  readonly args: Args;
  /** How arguments of each older version are upgraded, by that version: every one from 1 on, for as long as one may be queued. */
  readonly upgrades?: Readonly<Record<number, ArgumentsUpgrade>>;
  /** The conversation it acts on, if any; null for what belongs to no conversation. */
  conversationOf(args: z.output<Args>): number | null;
  /** Tables of reference data whose rows decide what it does; it may always look at rows of its conversation but messages. */
  readonly reads?: readonly SyncedTableName[];
  /** The ids of rows it makes. The server checks that they come out of the device's blocks. */
  newIdsOf(args: z.output<Args>): readonly number[];
  /** Throws a {@link MutationRefused} when the state of the rows forbids it. */
  run(tx: MutatorTransaction, args: z.output<Args>, context: MutatorContext): Promise<void>;
}

/**
 * Declares a mutator; exists so that the types of name and arguments are inferred.
 * @param mutator its definition
 */
export function defineMutator<Name extends string, Args extends z.ZodType>(
  mutator: Mutator<Name, Args>,
): Mutator<Name, Args> {
  return mutator;
}

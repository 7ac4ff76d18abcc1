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
 * Who may run a mutator. The server checks it; supervisors and admins may run every mutator.
 *
 * - `assignee`: the agent that the conversation is assigned to.
 * - `anyone`: every agent. The mutator, or the server's `guard` hook, refuses what is left to refuse.
 */
export type MutatorRights = 'assignee' | 'anyone';

/** The `content` of a mutator's arguments is text that an agent wrote. A refused one can go back to the composer. */
export interface WrittenText {
  /** The composer mode that the text goes back to. */
  readonly mode: 'reply' | 'note';
  /** Whether the text was the conversation's draft, which ends when the mutation is queued. */
  readonly endsDraft: boolean;
}

/** The rows of one table that a mutation changes, by the arguments that hold their ids. */
export interface ChangedRows<Key extends string> {
  readonly table: 'messages' | 'conversation_notes';
  readonly ids: readonly Key[];
}

/** Arguments of a mutator. */
export type ArgsSchema = z.ZodType<Record<string, unknown>, Record<string, unknown>>;
/** The name of one argument. */
export type ArgName<Args extends ArgsSchema> = keyof z.input<Args> & string;

/**
 * One thing that an agent can do, as a function that runs on both ends: at once on the replica, with authority on the
 * server. It reads and writes rows through drizzle and nothing else. What the server does around it (sending, SLA clocks,
 * counts) is its entry in the server's table of hooks.
 */
export interface Mutator<Name extends string, Args extends ArgsSchema, NewIds extends readonly string[]> {
  readonly name: Name;
  /** Raised when the meaning of the arguments changes; older ones are upgraded, never dropped. */
  readonly version: number;
  readonly args: Args;
  /** How arguments of each older version are upgraded, by that version: every one from 1 on, for as long as one may be queued. */
  readonly upgrades?: Readonly<Record<number, ArgumentsUpgrade>>;
  readonly rights: MutatorRights;
  /**
   * Quiet mutations are queued by the app itself, not by a decision of the agent. The screens neither count nor list
   * them, and a refused one is dropped.
   */
  readonly isQuiet: boolean;
  /** Arguments that hold ids of rows it makes: the replica fills them in, the server checks that they are of the device's blocks. */
  readonly newIds: NewIds;
  /** Set where `content` is text that an agent wrote. */
  readonly writes?: WrittenText;
  /** The rows that the timeline shows as queued while the mutation waits. */
  readonly changes?: ChangedRows<ArgName<Args>>;
  /** Tables of reference data whose rows decide what it does; it may always look at rows of its conversation but messages. */
  readonly reads?: readonly SyncedTableName[];
  /** The conversation it acts on, if any; null for what belongs to no conversation: it then changes only tables of `reads`. */
  conversationOf(args: z.output<Args>): number | null;
  /** Throws a {@link MutationRefused} when the state of the rows forbids it. */
  run(tx: MutatorTransaction, args: z.output<Args>, context: MutatorContext): Promise<void>;
}

/** Any mutator, for code that treats all of them alike. */
export type AnyMutator = Mutator<string, ArgsSchema, readonly string[]>;

/**
 * Declares a mutator that no screen calls; exists so that the types are inferred.
 * @param mutator its definition
 */
export function defineMutator<
  Name extends string,
  Args extends ArgsSchema,
  const NewIds extends readonly ArgName<Args>[],
>(mutator: Mutator<Name, Args, NewIds>): Mutator<Name, Args, NewIds> {
  return mutator;
}

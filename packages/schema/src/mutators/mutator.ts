import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { SyncedTableName } from '../tables/synced-tables.ts';
import type { ArgumentsUpgrade } from './arguments-upgrade.ts';

/** A drizzle transaction of the tenant's Postgres or of the replica's PGlite. */
export type MutatorTransaction = PgDatabase<PgQueryResultHKT>;

/** What a mutator can use besides its arguments. */
export interface MutatorContext {
  /** ISO 8601. On the server the start of the transaction, on a replica the device's estimate of the server's time. */
  readonly now: string;
  /** Time of the action by the device's clock, ISO 8601. Stored, but never used for a decision. */
  readonly composedAt: string;
  /** User of the device. */
  readonly userId: number;
}

/**
 * Who may run a mutator. The server checks it; supervisors and admins may run every mutator.
 *
 * - `assignee`: the agent that the conversation is assigned to.
 * - `anyone`: every agent. The mutator and the server's `guard` hook check the rest.
 */
export type MutatorRights = 'assignee' | 'anyone';

/** Set if `content` is text that an agent wrote. If the mutation is refused, the text can return to the composer. */
export interface WrittenText {
  /** Composer mode that receives the text after a refusal. */
  readonly mode: 'reply' | 'note';
  /** True if the text was the conversation's draft. The draft is deleted when the mutation is queued. */
  readonly endsDraft: boolean;
}

/** Rows of one table that a mutation changes: the names of the arguments with their ids. */
export interface ChangedRows<Key extends string> {
  readonly table: 'messages' | 'conversation_notes';
  readonly ids: readonly Key[];
}

/** Schema of a mutator's arguments. */
export type ArgsSchema = z.ZodType<Record<string, unknown>, Record<string, unknown>>;
/** Name of one argument. */
export type ArgName<Args extends ArgsSchema> = keyof z.input<Args> & string;

/**
 * One agent action as a function that runs on both ends: optimistically on the replica, authoritatively on the server. It
 * only reads and writes rows through drizzle. The server's additional work (delivery, SLA clocks, counts) is in the
 * server's table of hooks.
 */
export interface Mutator<Name extends string, Args extends ArgsSchema, NewIds extends readonly string[]> {
  readonly name: Name;
  /** Incremented when the meaning of the arguments changes. Arguments of older versions are upgraded. */
  readonly version: number;
  readonly args: Args;
  /** Upgrades by the older version, for all versions from 1 on, because any of them can still be queued on a device. */
  readonly upgrades?: Readonly<Record<number, ArgumentsUpgrade>>;
  readonly rights: MutatorRights;
  /**
   * Quiet mutations are queued by the app itself, not by a decision of the agent. The screens neither count nor list
   * them, and a refused one is dropped.
   */
  readonly isQuiet: boolean;
  /** Arguments with ids of new rows. The replica sets them; the server checks that they are in the device's id blocks. */
  readonly newIds: NewIds;
  /** Set if `content` is text that an agent wrote. */
  readonly writes?: WrittenText;
  /** Rows that the timeline shows as queued while the mutation is pending. */
  readonly changes?: ChangedRows<ArgName<Args>>;
  /** Tables of reference data that it reads. Rows of its conversation, except messages, can always be read. */
  readonly reads?: readonly SyncedTableName[];
  /** Returns the id of its conversation, or null if it has none. It then changes only tables of `reads`. */
  conversationOf(args: z.output<Args>): number | null;
  /** Applies the effects. Throws a {@link MutationRefused} if the current rows do not permit the mutation. */
  run(tx: MutatorTransaction, args: z.output<Args>, context: MutatorContext): Promise<void>;
}

/** Any mutator, for code that handles all mutators in the same way. */
export type AnyMutator = Mutator<string, ArgsSchema, readonly string[]>;

/**
 * Declares a mutator that no screen calls. It returns its argument; TypeScript infers the types from the call.
 * @param mutator the definition
 */
export function defineMutator<
  Name extends string,
  Args extends ArgsSchema,
  const NewIds extends readonly ArgName<Args>[],
>(mutator: Mutator<Name, Args, NewIds>): Mutator<Name, Args, NewIds> {
  return mutator;
}

import type { z } from 'zod';
import { addNote } from './add-note.ts';
import { addTag } from './add-tag.ts';
import { claim } from './claim.ts';
import { editNote } from './edit-note.ts';
import { markRead } from './mark-read.ts';
import { MutationRefused } from './mutation-refused.ts';
import type { AnyMutator, MutatorContext, MutatorTransaction } from './mutator.ts';
import { pinNote } from './pin-note.ts';
import { removeTag } from './remove-tag.ts';
import { sendMessage } from './send-message.ts';
import { setPriority } from './set-priority.ts';
import { setStatus } from './set-status.ts';
import { transfer } from './transfer.ts';
import { unpinNote } from './unpin-note.ts';
import { useCannedResponse } from './use-canned-response.ts';

/** All mutators by name. The contract, the replica's router and service, and the server's hooks derive from this table. */
export const mutators = {
  sendMessage,
  addNote,
  editNote,
  pinNote,
  unpinNote,
  addTag,
  removeTag,
  setStatus,
  setPriority,
  claim,
  transfer,
  markRead,
  useCannedResponse,
} as const;

type Mutators = typeof mutators;

/** Name of a mutator. */
export type MutatorName = keyof Mutators;

/** Arguments of a mutator before parsing. */
export type MutatorArgs<Name extends MutatorName> = z.input<Mutators[Name]['args']>;

/** Arguments after parsing, by name of the mutator. */
export type ParsedArgs = { readonly [Name in MutatorName]: z.output<Mutators[Name]['args']> };

/** Names of all mutators. */
export const mutatorNames = Object.keys(mutators).filter(isMutatorName);

/** A mutation with a known name and parsed arguments, ready to run. */
export interface PreparedMutation<Name extends MutatorName = MutatorName> {
  readonly name: Name;
  /** The mutator's current version; the mutation can have been an older one. */
  readonly version: number;
  /** Parsed arguments of the current version, as they are journaled and sent. */
  readonly args: ParsedArgs[Name];
  readonly conversationId: number | null;
  /** Ids of the new rows, in the order of the mutator's `newIds`. */
  readonly newIds: readonly number[];
  run(tx: MutatorTransaction, context: MutatorContext): Promise<void>;
}

/**
 * Finds the mutator of a journaled or received mutation, upgrades arguments of an older version and parses them.
 * @param mutation name, version and unchecked arguments
 * @returns the mutation in the mutator's current version
 * @throws MutationRefused HF_MUTATION_UNKNOWN for a name or version that this build does not have,
 *   HF_MUTATION_INVALID for arguments that do not match the schema of their version
 */
export function prepareMutation(mutation: {
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
}): PreparedMutation {
  const { name, version } = mutation;
  if (!isMutatorName(name)) throw new MutationRefused('HF_MUTATION_UNKNOWN', { name });
  const mutator: AnyMutator = mutators[name];
  const args = parseArguments(name, mutator.args, upgraded(mutator, version, mutation.args));
  return {
    name,
    version: mutator.version,
    // Parsed by this mutator's schema. TypeScript loses the relation between name and type in the table.
    args: args as ParsedArgs[MutatorName],
    conversationId: mutator.conversationOf(args),
    newIds: mutator.newIds.map((key) => Number(args[key])),
    run: (tx, context) => mutator.run(tx, args, context),
  };
}

/**
 * Returns true if a name is the name of a mutator.
 * @param name any string, for example from another process
 */
export function isMutatorName(name: string): name is MutatorName {
  return Object.hasOwn(mutators, name);
}

/** Upgrades version by version and parses each step with the schema of its version, so that invalid arguments fail. */
function upgraded({ name, version: current, upgrades }: AnyMutator, version: number, args: unknown): unknown {
  if (version > current) throw new MutationRefused('HF_MUTATION_UNKNOWN', { name, version });
  let upgradedArgs = args;
  for (let step = version; step < current; step += 1) {
    const upgrade = upgrades?.[step];
    if (upgrade === undefined) throw new MutationRefused('HF_MUTATION_UNKNOWN', { name, version });
    upgradedArgs = upgrade.upgrade(parseArguments(name, upgrade.args, upgradedArgs));
  }
  return upgradedArgs;
}

function parseArguments<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  args: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new MutationRefused('HF_MUTATION_INVALID', { name, problems });
}

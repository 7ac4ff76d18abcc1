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

/** Every mutator by its name. The contract, the replica's router and service, and the server's hooks derive from it. */
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

/** The name of a mutator. */
export type MutatorName = keyof Mutators;

/** What a caller gives to a mutator, before it is parsed. */
export type MutatorArgs<Name extends MutatorName> = z.input<Mutators[Name]['args']>;

/** What a mutator is given, by its name. */
export type ParsedArgs = { readonly [Name in MutatorName]: z.output<Mutators[Name]['args']> };

/** Every name of a mutator. */
export const mutatorNames = Object.keys(mutators).filter(isMutatorName);

/** A mutation whose name and arguments have been checked, ready to run. */
export interface PreparedMutation<Name extends MutatorName = MutatorName> {
  readonly name: Name;
  /** The mutator's current version, also if the mutation had an older one. */
  readonly version: number;
  /** The parsed arguments of that version, as they are journaled and sent. */
  readonly args: ParsedArgs[Name];
  readonly conversationId: number | null;
  /** In the order of the mutator's `newIds`. */
  readonly newIds: readonly number[];
  run(tx: MutatorTransaction, context: MutatorContext): Promise<void>;
}

/**
 * Finds the mutator of a mutation that came from outside, upgrades arguments of an older version and parses them.
 * @param mutation name, version and arguments as they were journaled or received
 * @throws MutationRefused HF_MUTATION_UNKNOWN for a name that this build does not know, or a version from its future,
 *   HF_MUTATION_INVALID for arguments that do not fit
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
    // The mutator's own schema has parsed them, which the compiler cannot follow through the table.
    args: args as ParsedArgs[MutatorName],
    conversationId: mutator.conversationOf(args),
    newIds: mutator.newIds.map((key) => Number(args[key])),
    run: (tx, context) => mutator.run(tx, args, context),
  };
}

/**
 * Whether a name, from outside, is that of a mutator.
 * @param name anything
 */
export function isMutatorName(name: string): name is MutatorName {
  return Object.hasOwn(mutators, name);
}

/** Step by step, each parsed by the schema of its version, so that nothing is upgraded that never was valid. */
function upgraded({ name, version: current, upgrades }: AnyMutator, version: number, args: unknown): unknown {
  if (version > current) throw new MutationRefused('HF_MUTATION_UNKNOWN', { name, version });
  let reached = args;
  for (let step = version; step < current; step += 1) {
    const upgrade = upgrades?.[step];
    if (upgrade === undefined) throw new MutationRefused('HF_MUTATION_UNKNOWN', { name, version });
    reached = upgrade.upgrade(parseArguments(name, upgrade.args, reached));
  }
  return reached;
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

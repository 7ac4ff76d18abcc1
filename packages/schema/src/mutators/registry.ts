import type { z } from 'zod';
import { addNote } from './add-note.ts';
import { addTag } from './add-tag.ts';
import { claim } from './claim.ts';
import { editNote } from './edit-note.ts';
import { markRead } from './mark-read.ts';
import { MutationRefused } from './mutation-refused.ts';
import type { Mutator, MutatorContext, MutatorTransaction } from './mutator.ts';
import { removeTag } from './remove-tag.ts';
import { sendMessage } from './send-message.ts';
import { setPriority } from './set-priority.ts';
import { setStatus } from './set-status.ts';
import { transfer } from './transfer.ts';
import { useCannedResponse } from './use-canned-response.ts';

/** Every mutator by its name. */
export const mutators = {
  sendMessage,
  addNote,
  editNote,
  addTag,
  removeTag,
  setStatus,
  setPriority,
  claim,
  transfer,
  markRead,
  useCannedResponse,
} as const;

/** The name of a mutator. */
export type MutatorName = keyof typeof mutators;

/** What a caller gives to a mutator, before it is parsed. */
export type MutatorArgs<Name extends MutatorName> = z.input<(typeof mutators)[Name]['args']>;

/** A mutation whose name and arguments have been checked, ready to run. */
export interface PreparedMutation {
  readonly name: MutatorName;
  /** Of the mutator, whichever version the mutation came in. */
  readonly version: number;
  /** The parsed arguments of that version, as they are journaled and sent. */
  readonly args: Record<string, unknown>;
  readonly conversationId: number | null;
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
  if (!isMutatorName(mutation.name))
    throw new MutationRefused('HF_MUTATION_UNKNOWN', { name: mutation.name });
  const prepare = preparations[mutation.name];
  return prepare(mutation.version, mutation.args);
}

/**
 * Whether a name, from outside, is that of a mutator.
 * @param name anything
 */
export function isMutatorName(name: string): name is MutatorName {
  return Object.hasOwn(mutators, name);
}

const preparations: Record<MutatorName, (version: number, args: unknown) => PreparedMutation> = {
  sendMessage: preparationOf(sendMessage),
  addNote: preparationOf(addNote),
  editNote: preparationOf(editNote),
  addTag: preparationOf(addTag),
  removeTag: preparationOf(removeTag),
  setStatus: preparationOf(setStatus),
  setPriority: preparationOf(setPriority),
  claim: preparationOf(claim),
  transfer: preparationOf(transfer),
  markRead: preparationOf(markRead),
  useCannedResponse: preparationOf(useCannedResponse),
};

function preparationOf<Name extends MutatorName, Args extends z.ZodType<Record<string, unknown>>>(
  mutator: Mutator<Name, Args>,
): (version: number, args: unknown) => PreparedMutation {
  return (version, args) => {
    const current = parseArguments(mutator.name, mutator.args, upgraded(mutator, version, args));
    return {
      name: mutator.name,
      version: mutator.version,
      args: current,
      conversationId: mutator.conversationOf(current),
      newIds: mutator.newIdsOf(current),
      run: (tx, context) => mutator.run(tx, current, context),
    };
  };
}

/** Step by step, each parsed by the schema of its version, so that nothing is upgraded that never was valid. */
function upgraded<Args extends z.ZodType>(
  { name, version: current, upgrades }: Mutator<string, Args>,
  version: number,
  args: unknown,
): unknown {
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

import type { z } from 'zod';
import { addNote } from './add-note.ts';
import { addTag } from './add-tag.ts';
import { claim } from './claim.ts';
import { markRead } from './mark-read.ts';
import { MutationRefused } from './mutation-refused.ts';
import type { Mutator, MutatorContext, MutatorTransaction } from './mutator.ts';
import { removeTag } from './remove-tag.ts';
import { sendMessage } from './send-message.ts';
import { setStatus } from './set-status.ts';
import { transfer } from './transfer.ts';
import { useCannedResponse } from './use-canned-response.ts';

/** Every mutator by its name. */
export const mutators = {
  sendMessage,
  addNote,
  addTag,
  removeTag,
  setStatus,
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
  readonly version: number;
  /** The parsed arguments, as they are journaled and sent. */
  readonly args: Record<string, unknown>;
  readonly conversationId: number | null;
  readonly newIds: readonly number[];
  run(tx: MutatorTransaction, context: MutatorContext): Promise<void>;
}

/**
 * Finds the mutator of a mutation that came from outside and parses its arguments.
 * @param mutation name, version and arguments as they were journaled or received
 * @throws MutationRefused HF_MUTATION_UNKNOWN for a name or version that this build does not know,
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
  addTag: preparationOf(addTag),
  removeTag: preparationOf(removeTag),
  setStatus: preparationOf(setStatus),
  claim: preparationOf(claim),
  transfer: preparationOf(transfer),
  markRead: preparationOf(markRead),
  useCannedResponse: preparationOf(useCannedResponse),
};

function preparationOf<Name extends MutatorName, Args extends z.ZodType<Record<string, unknown>>>(
  mutator: Mutator<Name, Args>,
): (version: number, args: unknown) => PreparedMutation {
  return (version, args) => {
    if (version !== mutator.version) {
      throw new MutationRefused('HF_MUTATION_UNKNOWN', { name: mutator.name, version });
    }
    const parsed = mutator.args.safeParse(args);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      throw new MutationRefused('HF_MUTATION_INVALID', { name: mutator.name, problems });
    }
    return {
      name: mutator.name,
      version,
      args: parsed.data,
      conversationId: mutator.conversationOf(parsed.data),
      newIds: mutator.newIdsOf(parsed.data),
      run: (tx, context) => mutator.run(tx, parsed.data, context),
    };
  };
}

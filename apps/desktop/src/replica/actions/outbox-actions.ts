import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { AnyAction } from '@holdfast/schema/mutators/action';
import type { ActionFactName, ActionFacts } from '@holdfast/schema/mutators/action-facts';
import { actions, isActionName } from '@holdfast/schema/mutators/actions';
import type { AnyMutator } from '@holdfast/schema/mutators/mutator';
import { isMutatorName, mutators, prepareMutation } from '@holdfast/schema/mutators/registry';
import { outbox } from '@holdfast/schema/replica/outbox';
import type { OutboxEdit } from '../../contract/outbox.ts';
import type { Draft } from '../../contract/drafts.ts';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import type { JournalRecord } from '../journal/journal-records.ts';
import type { JournalState, RefusedMutation } from '../journal/journal-state.ts';
import { actionWith } from './agent-actions.ts';
import { conversationOf } from './reconcile.ts';
import type { Action } from './run-mutations.ts';

/** Returns the refused mutation with this id. */
export function findRefused(state: JournalState, mutationId: number): RefusedMutation {
  const found = state.refused.find(({ mutation }) => mutation.id === mutationId);
  if (found === undefined) throw new HoldfastError('HF_NOT_FOUND', { details: { mutationId } });
  return found;
}

/** Returns the names of the facts that `retryAction` needs for this mutation. */
export function factsForRetry({ mutation }: RefusedMutation): readonly ActionFactName[] {
  const action = actionNamed(mutation.name);
  return action?.retry === undefined ? [] : (action.facts ?? []);
}

/**
 * Repeats a refused mutation as a new one. Its rows get new ids, because the old ids can be the reason of the refusal.
 * @param facts the facts named by `factsForRetry`
 * @throws HF_REPLY_STALE_REFUSED if the tenant does not allow sending stale replies
 */
export function retryAction({ mutation, code }: RefusedMutation, facts: Partial<ActionFacts>): Action {
  const { name } = mutation;
  if (!isMutatorName(name)) throw new HoldfastError('HF_MUTATION_UNKNOWN', { details: { name } });
  if (code === 'HF_REPLY_STALE_REFUSED') throw new HoldfastError(code);
  const { args } = prepareMutation(mutation);
  const retried = actionNamed(name)?.retry?.(args, code, facts as ActionFacts) ?? args;
  return actionWith(name, mutators[name], retried);
}

export function discardRecord(mutationId: number): JournalRecord {
  return { type: 'discarded', mutationId };
}

export async function removeFromOutbox(tx: ReplicaTransaction, mutationId: number): Promise<void> {
  await tx.delete(outbox).where(eq(outbox.mutationId, mutationId));
}

/** Returns a refused reply or note for the composer, appended to the draft that is already there. */
export function editOf({ mutation }: RefusedMutation, draft: Draft | undefined): OutboxEdit {
  const conversationId = conversationOf(mutation);
  const written = writtenSchema.safeParse(mutation.args);
  if (conversationId === null || !written.success) {
    throw new HoldfastError('HF_INVALID_INPUT', { details: { mutationId: mutation.id } });
  }
  const { content } = written.data;
  const mode = mutatorNamed(mutation.name)?.writes?.mode ?? 'note';
  const text = draft === undefined ? content : `${draft.text}\n\n${content}`;
  return { conversationId, mode, text };
}

/** The text of a mutation. Lenient, because the mutation can be of a newer app. */
const writtenSchema = z.object({ content: z.string() });

function mutatorNamed(name: string): AnyMutator | undefined {
  return isMutatorName(name) ? mutators[name] : undefined;
}

function actionNamed(name: string): AnyAction | undefined {
  return isActionName(name) ? actions[name] : undefined;
}

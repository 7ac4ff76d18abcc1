import { eq } from 'drizzle-orm';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { isMutatorName, prepareMutation } from '@holdfast/schema/mutators/registry';
import type { ReplyBasis } from '@holdfast/schema/mutators/reply-basis';
import { outbox } from '@holdfast/schema/replica/outbox';
import type { OutboxEdit } from '../../contract/outbox.ts';
import type { Draft } from '../../contract/drafts.ts';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import type { JournalRecord } from '../journal/journal-records.ts';
import type { JournalState, RefusedMutation } from '../journal/journal-state.ts';
import { conversationOf } from './reconcile.ts';
import type { Action } from './run-mutations.ts';

/** The refused item that the agent means. */
export function findRefused(state: JournalState, mutationId: number): RefusedMutation {
  const found = state.refused.find(({ mutation }) => mutation.id === mutationId);
  if (found === undefined) throw new HoldfastError('HF_NOT_FOUND', { details: { mutationId } });
  return found;
}

/**
 * The same again, as a new mutation whose rows get new ids: the old ones may be what was refused. The agent has seen the
 * conversation as it is (`basis`); a reply that was held for them is sent whatever comes now (rule M6).
 * @throws HF_REPLY_STALE_REFUSED where the tenant wants no such reply sent
 */
export function retryAction({ mutation, code }: RefusedMutation, basis: ReplyBasis | null): Action {
  const { name } = mutation;
  if (!isMutatorName(name)) throw new HoldfastError('HF_MUTATION_UNKNOWN', { details: { name } });
  if (code === 'HF_REPLY_STALE_REFUSED') throw new HoldfastError(code);
  const { args: oldArgs, newIds: oldIds } = prepareMutation(mutation);
  const args =
    name === 'sendMessage' ? { ...oldArgs, basis: code === 'HF_REPLY_STALE' ? null : basis } : oldArgs;
  return {
    name,
    newIds: oldIds.length,
    // The arguments fitted this mutator when they were prepared above.
    args: (ids) => withIds(args, oldIds, ids) as ReturnType<Action['args']>,
  };
}

export function discardRecord(mutationId: number): JournalRecord {
  return { type: 'discarded', mutationId };
}

export async function removeFromOutbox(tx: ReplicaTransaction, mutationId: number): Promise<void> {
  await tx.delete(outbox).where(eq(outbox.mutationId, mutationId));
}

/** A refused reply or note goes back to the composer, behind whatever was typed there in the meantime. */
export function editOf({ mutation }: RefusedMutation, draft: Draft | undefined): OutboxEdit {
  const conversationId = conversationOf(mutation);
  const content = mutation.args['content'];
  if (conversationId === null || typeof content !== 'string') {
    throw new HoldfastError('HF_INVALID_INPUT', { details: { mutationId: mutation.id } });
  }
  const mode = mutation.name === 'sendMessage' ? 'reply' : 'note';
  const text = draft === undefined ? content : `${draft.text}\n\n${content}`;
  return { conversationId, mode, text };
}

function withIds(
  args: Readonly<Record<string, unknown>>,
  oldIds: readonly number[],
  newIds: readonly number[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      const position = typeof value === 'number' && isRowIdKey(key) ? oldIds.indexOf(value) : -1;
      return [key, position === -1 ? value : newIds[position]];
    }),
  );
}

/** `messageId`, `noteId`, … but not the ids of rows that are there already. */
function isRowIdKey(key: string): boolean {
  return key.endsWith('Id') && key !== 'conversationId';
}

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ReplyBasis } from '@holdfast/schema/mutators/reply-basis';
import type {
  AddNoteInput,
  ClaimInput,
  EditNoteInput,
  MutationReceipt,
  SendMessageInput,
  SetPriorityInput,
  SetStatusInput,
  TagInput,
  TransferInput,
} from '../../contract/mutations.ts';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import type { Action, MutationOutcome } from './run-mutations.ts';

/** What the agent's inputs mean in mutations. */

export function sendMessageActions(input: SendMessageInput, basis: ReplyBasis | null): readonly Action[] {
  const { conversationId, text } = input;
  const cannedResponseId = input.cannedResponseId ?? null;
  const send: Action<'sendMessage'> = {
    name: 'sendMessage',
    newIds: 1,
    args: ([messageId = 0]) => ({ messageId, conversationId, content: text, cannedResponseId, basis }),
  };
  if (cannedResponseId === null) return [send];
  const use: Action<'useCannedResponse'> = {
    name: 'useCannedResponse',
    newIds: 0,
    args: () => ({ cannedResponseId }),
  };
  return [send, use];
}

export function addNoteAction({ conversationId, text, isPinned }: AddNoteInput): Action<'addNote'> {
  return {
    name: 'addNote',
    newIds: 1,
    args: ([noteId = 0]) => ({ noteId, conversationId, content: text, isPinned: isPinned ?? false }),
  };
}

export function editNoteAction(input: EditNoteInput): Action<'editNote'> {
  const { conversationId, noteId, text, previousText } = input;
  return {
    name: 'editNote',
    newIds: 1,
    args: ([secondVersionId = 0]) => ({
      noteId,
      conversationId,
      content: text,
      previousContent: previousText,
      secondVersionId,
    }),
  };
}

export function tagAction(name: 'addTag' | 'removeTag', input: TagInput): Action<'addTag' | 'removeTag'> {
  return { name, newIds: 0, args: () => input };
}

export function setStatusAction({
  conversationId,
  status,
  snoozedUntil,
}: SetStatusInput): Action<'setStatus'> {
  return {
    name: 'setStatus',
    newIds: 0,
    args: () => ({ conversationId, status, snoozedUntil: snoozedUntil ?? null }),
  };
}

export function setPriorityAction(input: SetPriorityInput): Action<'setPriority'> {
  return { name: 'setPriority', newIds: 0, args: () => input };
}

export function claimAction({ conversationId }: ClaimInput): Action<'claim'> {
  return { name: 'claim', newIds: 1, args: ([assignmentId = 0]) => ({ conversationId, assignmentId }) };
}

/** Hands over from whoever has it as the agent sees it; the server compares. */
export async function transferAction(
  database: ReplicaDatabase,
  { conversationId, toUserId, reason }: TransferInput,
): Promise<Action<'transfer'>> {
  const [conversation] = await database.rows<{ assignedTo: number | null }>(
    `select assigned_to as "assignedTo" from conversations where id = $1`,
    [conversationId],
  );
  if (conversation === undefined)
    throw new HoldfastError('HF_CONVERSATION_NOT_HELD', { details: { conversationId } });
  const fromUserId = conversation.assignedTo;
  return {
    name: 'transfer',
    newIds: 2,
    args: ([transferId = 0, assignmentId = 0]) => ({
      conversationId,
      fromUserId,
      toUserId,
      reason: reason ?? null,
      transferId,
      assignmentId,
    }),
  };
}

export function markReadAction(conversationId: number, readUntil: string): Action<'markRead'> {
  return { name: 'markRead', newIds: 0, args: () => ({ conversationId, readUntil }) };
}

export function receiptOf({ mutations, rowIds }: MutationOutcome): MutationReceipt {
  const [first] = mutations;
  if (first === undefined) throw new HoldfastError('HF_INTERNAL', { details: { reason: 'no mutation' } });
  return { mutationId: first.id, rowId: rowIds[0] ?? null };
}

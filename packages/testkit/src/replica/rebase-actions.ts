import type { Action } from '@holdfast/desktop/replica/actions/run-mutations';
import type { LocalReplica } from './local-replica.ts';
import type { RebaseAgentCommand } from './rebase-commands.ts';
import { addTagAction, sendMessageAction, testSetStatusAction } from './test-actions.ts';
import { colleague } from './test-rows.ts';

/** Returns the agent action of a command. */
export async function rebaseAction(command: RebaseAgentCommand, acting: LocalReplica): Promise<Action> {
  if (command.type === 'useCannedResponse') {
    return { name: command.type, newIds: 0, args: () => ({ cannedResponseId: 8 }) };
  }
  const { conversation: conversationId } = command;
  switch (command.type) {
    case 'sendMessage':
      return sendMessageAction(conversationId, 'from the agent');
    case 'addNote':
      return {
        name: 'addNote',
        newIds: 1,
        args: ([noteId = 0]) => ({ noteId, conversationId, content: 'a note', isPinned: false }),
      };
    case 'editNote':
      return await editNote(acting, conversationId, command.known);
    case 'pinNote':
    case 'unpinNote': {
      const { type: name } = command;
      return { name, newIds: 0, args: () => ({ conversationId, noteId: 3000 + conversationId }) };
    }
    case 'addTag':
      return addTagAction(conversationId, command.tag);
    case 'removeTag':
      return { name: 'removeTag', newIds: 0, args: () => ({ conversationId, tagId: command.tag }) };
    case 'setStatus':
      return testSetStatusAction(conversationId, command.status);
    case 'setPriority':
      return { name: 'setPriority', newIds: 0, args: () => ({ conversationId, priority: command.priority }) };
    case 'claim':
      return {
        name: 'claim',
        newIds: 1,
        args: ([assignmentId = 0]) => ({ conversationId, assignmentId }),
      };
    case 'transfer':
      return {
        name: 'transfer',
        newIds: 2,
        args: ([transferId = 0, assignmentId = 0]) => ({
          conversationId,
          fromUserId: command.from,
          toUserId: colleague.id,
          reason: null,
          transferId,
          assignmentId,
        }),
      };
    case 'markRead':
      return {
        name: 'markRead',
        newIds: 0,
        args: () => ({ conversationId, readUntil: '2026-11-20T10:00:00Z' }),
      };
    default:
      return command satisfies never;
  }
}

/** The note's current text, or, to provoke a conflict, an outdated one. */
async function editNote(acting: LocalReplica, conversationId: number, isCurrent: boolean): Promise<Action> {
  const noteId = 3000 + conversationId;
  const [note] = await acting.database.rows<{ content: string }>(
    'select content from conversation_notes where id = $1',
    [noteId],
  );
  const previousContent = isCurrent && note !== undefined ? note.content : 'something else';
  return {
    name: 'editNote',
    newIds: 1,
    args: ([secondVersionId = 0]) => ({
      noteId,
      conversationId,
      content: 'edited',
      previousContent,
      secondVersionId,
    }),
  };
}

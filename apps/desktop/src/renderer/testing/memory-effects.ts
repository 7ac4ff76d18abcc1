import type { AgentActions } from '../../contract/mutations.ts';
import { addItem, changeConversation, changeNote } from './memory-data.ts';
import type { MemoryData } from './memory-data.ts';

export interface NewIds {
  readonly row: number;
  readonly mutation: number;
}

export type MemoryEffects = {
  readonly [Name in keyof AgentActions]?: (
    data: MemoryData,
    input: AgentActions[Name]['parsed'],
    ids: NewIds,
  ) => MemoryData;
};

/** What the screens see of each action. One without an entry is only recorded. */
export const memoryEffects: MemoryEffects = {
  sendMessage: (data, { conversationId, text }, ids) => ({
    ...data,
    timelines: addItem(data, conversationId, {
      kind: 'message',
      key: `message:${ids.row}`,
      id: ids.row,
      createdAt: data.now(),
      direction: 'outbound',
      senderType: 'user',
      sender: data.self,
      type: 'text',
      text,
      status: 'pending',
      queued: true,
      mutationId: ids.mutation,
      statusAt: null,
      errorMessage: null,
      composedAt: null,
      attachments: [],
    }),
  }),
  addNote: (data, { conversationId, text, isPinned }, ids) => ({
    ...data,
    timelines: addItem(data, conversationId, {
      kind: 'note',
      key: `note:${ids.row}`,
      id: ids.row,
      createdAt: data.now(),
      author: data.self,
      text,
      isPinned,
      queued: true,
      mutationId: ids.mutation,
    }),
  }),
  pinNote: (data, input) => changeNote(data, input, { isPinned: true }),
  unpinNote: (data, input) => changeNote(data, input, { isPinned: false }),
  editNote: (data, { text, ...input }) => changeNote(data, input, { text }),
  addTag: (data, { conversationId, tagId }) =>
    changeConversation(data, conversationId, (conversation) => ({
      ...conversation,
      tags: [...conversation.tags, ...data.tags.filter((tag) => tag.id === tagId)],
    })),
  removeTag: (data, { conversationId, tagId }) =>
    changeConversation(data, conversationId, (conversation) => ({
      ...conversation,
      tags: conversation.tags.filter((tag) => tag.id !== tagId),
    })),
  setStatus: (data, { conversationId, status, snoozedUntil }) =>
    changeConversation(data, conversationId, (conversation) => ({ ...conversation, status, snoozedUntil })),
  setPriority: (data, { conversationId, priority }) =>
    changeConversation(data, conversationId, (conversation) => ({ ...conversation, priority })),
  claim: (data, { conversationId }) =>
    changeConversation(data, conversationId, (conversation) => ({
      ...conversation,
      scope: 'mine',
      assignee: data.self,
    })),
  transfer: (data, { conversationId }) => ({
    ...data,
    conversations: data.conversations.filter((conversation) => conversation.id !== conversationId),
  }),
  markRead: (data, { conversationId }) =>
    changeConversation(data, conversationId, (conversation) => ({ ...conversation, unreadCount: 0 })),
};

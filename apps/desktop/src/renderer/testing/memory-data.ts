import type {
  CannedResponse,
  ConversationHeader,
  CustomerPanel,
  TagDefinition,
  UserReference,
} from '../../contract/conversation.ts';
import type { Draft } from '../../contract/drafts.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { ConversationPresence } from '../../contract/presence.ts';
import type { PersonReference } from '../../contract/references.ts';
import type { Account, SessionState } from '../../contract/session.ts';
import type { StorageUse } from '../../contract/storage.ts';
import type { TimelineItem, TimelineNote } from '../../contract/timeline.ts';

/** The data of the in-memory replica. */
export interface MemoryData {
  readonly now: () => string;
  readonly self: PersonReference;
  /** The account after signing in. */
  readonly signInAccount: Account;
  readonly session: SessionState;
  readonly conversations: readonly ConversationHeader[];
  readonly customers: Readonly<Record<number, Partial<CustomerPanel['customer']>>>;
  readonly timelines: Readonly<Record<number, readonly TimelineItem[]>>;
  /** Older items of a conversation that only the server has. */
  readonly olderOnServer: Readonly<Record<number, readonly TimelineItem[]>>;
  readonly storage: StorageUse;
  readonly readUntil: Readonly<Record<number, string>>;
  readonly drafts: readonly Draft[];
  readonly outbox: readonly OutboxItem[];
  readonly users: readonly UserReference[];
  readonly presence: readonly ConversationPresence[];
  readonly tags: readonly TagDefinition[];
  readonly cannedResponses: readonly CannedResponse[];
}

export function addItem(
  data: MemoryData,
  conversationId: number,
  item: TimelineItem,
): MemoryData['timelines'] {
  return { ...data.timelines, [conversationId]: [...(data.timelines[conversationId] ?? []), item] };
}

export function changeConversation(
  data: MemoryData,
  conversationId: number,
  change: (conversation: ConversationHeader) => ConversationHeader,
): MemoryData {
  return {
    ...data,
    conversations: data.conversations.map((conversation) =>
      conversation.id === conversationId ? change(conversation) : conversation,
    ),
  };
}

export function changeNote(
  data: MemoryData,
  { conversationId, noteId }: { readonly conversationId: number; readonly noteId: number },
  change: Partial<TimelineNote>,
): MemoryData {
  const items = data.timelines[conversationId] ?? [];
  return {
    ...data,
    timelines: {
      ...data.timelines,
      [conversationId]: items.map((item) =>
        item.kind === 'note' && item.id === noteId ? { ...item, ...change } : item,
      ),
    },
  };
}

export function withoutOutboxItem(data: MemoryData, mutationId: number): MemoryData {
  return { ...data, outbox: data.outbox.filter((item) => item.mutationId !== mutationId) };
}

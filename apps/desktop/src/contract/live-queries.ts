import type {
  CannedResponse,
  ConversationHeader,
  ConversationInput,
  CustomerPanel,
  TagDefinition,
  UserReference,
} from './conversation.ts';
import type { Draft, DraftInput } from './drafts.ts';
import type { InboxCounts, InboxList, InboxListInput } from './inbox.ts';
import type { OutboxList } from './outbox.ts';
import type { ConversationPresence, PresentPerson } from './presence.ts';
import type { FoundMessages, SearchMessagesInput } from './search.ts';
import type { SessionState } from './session.ts';
import type { StorageUse } from './storage.ts';
import type { Timeline, TimelineInput } from './timeline.ts';

/**
 * Every named query of the replica with its input and its result. A subscription emits the whole result at once and
 * again after each change that affects it.
 */
export interface LiveQueries {
  'session.state': { input: undefined; result: SessionState };
  'inbox.list': { input: InboxListInput; result: InboxList };
  'inbox.counts': { input: undefined; result: InboxCounts };
  'conversation.header': { input: ConversationInput; result: ConversationHeader | null };
  'conversation.timeline': { input: TimelineInput; result: Timeline };
  'conversation.presence': { input: ConversationInput; result: readonly PresentPerson[] };
  'inbox.presence': { input: undefined; result: readonly ConversationPresence[] };
  'conversation.customer': { input: ConversationInput; result: CustomerPanel | null };
  'reference.users': { input: undefined; result: readonly UserReference[] };
  'reference.tags': { input: undefined; result: readonly TagDefinition[] };
  'reference.cannedResponses': { input: undefined; result: readonly CannedResponse[] };
  'search.messages': { input: SearchMessagesInput; result: FoundMessages };
  'storage.use': { input: undefined; result: StorageUse };
  'outbox.list': { input: undefined; result: OutboxList };
  'drafts.get': { input: DraftInput; result: Draft | null };
}

export type LiveQueryName = keyof LiveQueries;

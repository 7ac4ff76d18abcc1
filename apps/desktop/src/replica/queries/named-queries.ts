import type { LiveQueryName } from '../../contract/live-queries.ts';
import { conversationCustomer } from './conversation-customer.ts';
import { conversationHeader } from './conversation-header.ts';
import { conversationTimeline } from './conversation-timeline.ts';
import { draftsGet } from './drafts-get.ts';
import { inboxCounts } from './inbox-counts.ts';
import { inboxList } from './inbox-list.ts';
import { outboxList } from './outbox-list.ts';
import { conversationPresence, inboxPresence } from './presence.ts';
import type { NamedQuery } from './query-context.ts';
import { referenceCannedResponses, referenceTags, referenceUsers } from './reference.ts';
import { searchMessages } from './search-messages.ts';

/** Without `session.state`, which exists without an open replica, and `storage.use`, which is read from the disk. */
export type ReplicaQueryName = Exclude<LiveQueryName, 'session.state' | 'storage.use'>;

export const namedQueries: { readonly [Name in ReplicaQueryName]: NamedQuery<Name> } = {
  'inbox.list': inboxList,
  'inbox.counts': inboxCounts,
  'conversation.header': conversationHeader,
  'conversation.timeline': conversationTimeline,
  'conversation.customer': conversationCustomer,
  'conversation.presence': conversationPresence,
  'inbox.presence': inboxPresence,
  'reference.users': referenceUsers,
  'reference.tags': referenceTags,
  'reference.cannedResponses': referenceCannedResponses,
  'search.messages': searchMessages,
  'outbox.list': outboxList,
  'drafts.get': draftsGet,
};

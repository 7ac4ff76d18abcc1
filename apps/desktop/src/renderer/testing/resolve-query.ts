import type { ConversationHeader, CustomerPanel } from '../../contract/conversation.ts';
import type { InboxCounts, InboxList, InboxListInput, InboxRow, InboxView } from '../../contract/inbox.ts';
import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import type { Timeline } from '../../contract/timeline.ts';
import type { MemoryData } from './memory-data.ts';

/** The result of a named query, computed from the data of the in-memory replica. */
export function resolveQuery<Name extends LiveQueryName>(
  data: MemoryData,
  name: Name,
  input: LiveQueries[Name]['input'],
): LiveQueries[Name]['result'] {
  return (resolvers[name] as (data: MemoryData, input: unknown) => LiveQueries[Name]['result'])(data, input);
}

const resolvers: {
  readonly [Name in LiveQueryName]: (
    data: MemoryData,
    input: LiveQueries[Name]['input'],
  ) => LiveQueries[Name]['result'];
} = {
  'session.state': (data) => ({ ...data.session, outbox: outboxCounts(data) }),
  'inbox.list': inboxList,
  'inbox.counts': inboxCounts,
  'conversation.header': (data, input) => headerOf(data, input.id),
  'conversation.timeline': (data, input) => timelineOf(data, input.id, input.limit ?? 200),
  'conversation.customer': (data, input) => customerOf(data, input.id),
  'conversation.presence': (data, input) =>
    data.presence.find(({ conversationId }) => conversationId === input.id)?.people ?? [],
  'inbox.presence': (data) => data.presence,
  'reference.users': (data) => data.users,
  'reference.tags': (data) => data.tags,
  'reference.cannedResponses': (data) => data.cannedResponses,
  // No screen uses it yet.
  'search.messages': () => ({ messages: [], isIndexing: false }),
  'storage.use': (data) => data.storage,
  'outbox.list': (data) => {
    const counts = outboxCounts(data);
    return { items: data.outbox, queuedCount: counts.queued, refusedCount: counts.refused };
  },
  'drafts.get': (data, input) =>
    data.drafts.find((draft) => draft.conversationId === input.conversationId) ?? null,
};

function outboxCounts(data: MemoryData) {
  return {
    queued: data.outbox.filter((item) => item.state === 'queued').length,
    refused: data.outbox.filter((item) => item.state === 'refused').length,
  };
}

function viewOf(conversation: ConversationHeader): InboxView {
  if (conversation.scope === 'queue') return 'queue';
  if (conversation.snoozedUntil !== null) return 'snoozed';
  return conversation.status === 'resolved' ? 'resolved' : 'mine';
}

function headerOf(data: MemoryData, id: number): ConversationHeader | null {
  const conversation = data.conversations.find((each) => each.id === id);
  if (conversation === undefined) return null;
  const items = data.outbox.filter((item) => item.conversationId === id);
  return {
    ...conversation,
    queuedCount: items.filter((item) => item.state === 'queued').length,
    refusedCount: items.filter((item) => item.state === 'refused').length,
  };
}

function inboxList(data: MemoryData, input: InboxListInput): InboxList {
  const text = input.filter?.text?.toLowerCase() ?? '';
  const rows = data.conversations
    .filter((conversation) => viewOf(conversation) === input.view)
    .map((conversation) => rowOf(data, conversation))
    .filter((row) => `${row.customer.name} ${row.lastMessagePreview}`.toLowerCase().includes(text))
    .filter((row) => input.filter?.unreadOnly !== true || row.unreadCount > 0)
    .sort((left, right) => ((left.lastMessageAt ?? '') < (right.lastMessageAt ?? '') ? 1 : -1));
  return { view: input.view, rows, total: rows.length };
}

function rowOf(data: MemoryData, conversation: ConversationHeader): InboxRow {
  const header = headerOf(data, conversation.id) ?? conversation;
  const last = (data.timelines[conversation.id] ?? []).findLast((item) => item.kind === 'message');
  return {
    ...header,
    assignedTo: header.assignee?.id ?? null,
    lastMessageAt: last?.createdAt ?? header.lastMessageAt,
    lastMessagePreview: last?.kind === 'message' ? (last.text ?? '') : null,
    lastMessageDirection: last?.kind === 'message' ? last.direction : null,
    hasDraft: data.drafts.some((draft) => draft.conversationId === conversation.id),
  };
}

function inboxCounts(data: MemoryData): InboxCounts {
  const count = (view: InboxView) => {
    const held = data.conversations.filter((conversation) => viewOf(conversation) === view);
    return { total: held.length, unread: held.filter((conversation) => conversation.unreadCount > 0).length };
  };
  return {
    mine: count('mine'),
    queue: count('queue'),
    snoozed: count('snoozed'),
    resolved: count('resolved'),
    outbox: outboxCounts(data),
    drafts: data.drafts.length,
  };
}

function timelineOf(data: MemoryData, id: number, limit: number): Timeline {
  const items = data.timelines[id] ?? [];
  return {
    conversationId: id,
    items: items.slice(-limit),
    hasMore: items.length > limit,
    hasOlderOnServer: (data.olderOnServer[id] ?? []).length > 0,
    readUntil: data.readUntil[id] ?? null,
  };
}

function customerOf(data: MemoryData, id: number): CustomerPanel | null {
  const conversation = data.conversations.find((each) => each.id === id);
  if (conversation === undefined) return null;
  const { customer, sla } = conversation;
  return {
    conversationId: id,
    customer: {
      email: null,
      phone: null,
      locale: null,
      createdAt: conversation.createdAt,
      metadata: {},
      ...data.customers[customer.id],
      ...customer,
    },
    sla: {
      policyName: sla === null ? null : 'Standard',
      firstResponseDueAt: sla?.kind === 'first_response' ? sla.dueAt : null,
      firstResponseAt: null,
      firstResponseBreached: sla?.kind === 'first_response' && sla.breached,
      resolutionDueAt: sla?.kind === 'resolution' ? sla.dueAt : null,
      resolvedAt: null,
      resolutionBreached: sla?.kind === 'resolution' && sla.breached,
    },
    tags: conversation.tags,
    previous: data.conversations
      .filter((each) => each.customer.id === customer.id && each.id !== id)
      .map((each) => ({
        id: each.id,
        channel: each.channel,
        status: each.status,
        lastMessageAt: each.lastMessageAt,
        lastMessagePreview: null,
      })),
  };
}

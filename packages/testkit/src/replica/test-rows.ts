import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { Delta, MutationResult } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { syncedTable } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTableName } from '@holdfast/schema/tables/synced-tables';

/** Rows as the server's Postgres prints them, for tests without a server. */
type Row = Readonly<Record<string, unknown>>;

const at = '2026-11-20T10:00:00.123456+00:00';
const times = { created_at: at, updated_at: at, row_xid: '7' };

export const agent = { id: 1, name: 'Ada Agent' };
export const colleague = { id: 2, name: 'Ben Colleague' };

export function userRow(user: { id: number; name: string }, fields: Row = {}): Row {
  return {
    ...user,
    email: `user${user.id}@example.test`,
    role: 'agent',
    avatar_url: null,
    locale: 'en',
    is_active: true,
    ...times,
    ...fields,
  };
}

export function tagRow(id: number, name: string): Row {
  return { id, name, color: '#336699', description: null, ...times };
}

export function cannedResponseRow(id: number, usageCount: number): Row {
  return {
    id,
    title: `Canned ${id}`,
    shortcut: `canned${id}`,
    content: 'Thank you!\nIt is on its way.',
    category: null,
    user_id: null,
    is_shared: true,
    platforms: [],
    usage_count: usageCount,
    last_used_at: null,
    ...times,
  };
}

export function noteRow(id: number, conversationId: number, content: string): Row {
  return { id, conversation_id: conversationId, user_id: agent.id, content, is_pinned: false, ...times };
}

export function taggingRow(conversationId: number, tagId: number): Row {
  return { conversation_id: conversationId, conversation_tag_id: tagId, ...times };
}

export function customerRow(id: number, name: string): Row {
  return {
    id,
    name,
    email: null,
    phone: null,
    avatar_url: null,
    locale: 'en',
    is_blocked: false,
    metadata: {},
    ...times,
  };
}

export function conversationRow(id: number, fields: Row = {}): Row {
  return {
    id,
    customer_id: 100 + id,
    platform: 'http',
    platform_conversation_id: null,
    status: 'open',
    assigned_to: agent.id,
    channel_type: 'direct',
    last_message_at: at,
    first_response_at: null,
    resolved_at: null,
    message_count: 1,
    unread_count: 1,
    metadata: {},
    sla_policy_id: null,
    sla_first_response_due_at: null,
    sla_resolution_due_at: null,
    sla_first_response_breached: false,
    sla_resolution_breached: false,
    channel_id: null,
    priority: 'none',
    snoozed_until: null,
    last_message_preview: 'Hello?',
    last_message_direction: 'inbound',
    last_inbound_at: at,
    read_until: null,
    ...times,
    ...fields,
  };
}

export function messageRow(id: number, conversationId: number, fields: Row = {}): Row {
  return {
    id,
    conversation_id: conversationId,
    platform_message_id: null,
    direction: 'inbound',
    type: 'text',
    content: `message ${id}`,
    user_id: null,
    sender_type: 'customer',
    status: 'delivered',
    delivered_at: null,
    read_at: null,
    failed_at: null,
    error_message: null,
    metadata: {},
    ...times,
    ...fields,
  };
}

export function attachmentRow(id: number, conversationId: number, messageId: number): Row {
  return {
    id,
    message_id: messageId,
    type: 'document',
    url: null,
    platform_url: null,
    mime_type: 'application/pdf',
    filename: 'contract.pdf',
    file_size: 1000,
    width: null,
    height: null,
    duration: null,
    thumbnail_url: null,
    metadata: {},
    conversation_id: conversationId,
    ...times,
  };
}

export function assignmentRow(id: number, conversationId: number, assignedBy: number | null): Row {
  return {
    id,
    conversation_id: conversationId,
    assigned_to: agent.id,
    assigned_by: assignedBy,
    assignment_type: assignedBy === null ? 'auto_round_robin' : 'claim',
    assigned_at: at,
    unassigned_at: null,
    ...times,
  };
}

export interface TestDelta {
  readonly from: Cursor | null;
  readonly to: Cursor;
  readonly left?: readonly number[];
  readonly removals?: Delta['removals'];
  readonly replaced?: readonly SyncedTableName[];
  readonly rows?: Partial<Record<SyncedTableName, readonly Row[]>>;
  readonly copies?: Partial<Record<SyncedTableName, readonly Row[]>>;
  readonly entered?: readonly HeldConversation[];
  readonly results?: readonly MutationResult[];
}

export function delta(parts: TestDelta): Delta {
  return {
    ...emptyChanges,
    type: 'delta',
    batchId: 1,
    from: parts.from,
    to: parts.to,
    left: [...(parts.left ?? [])],
    replaced: [...(parts.replaced ?? [])],
    removals: parts.removals ?? [],
    parts: Object.entries(parts.rows ?? {}).map(([table, rows]) => ({
      table: table as SyncedTableName,
      rows: JSON.stringify(rows),
    })),
    copies: Object.entries(parts.copies ?? {}).map(([table, rows]) => ({
      table: table as SyncedTableName,
      text: rows.map((row) => copyLine(table as SyncedTableName, row)).join(''),
    })),
    entered: [...(parts.entered ?? [])],
    results: [...(parts.results ?? [])],
  };
}

/** A row in the text format of COPY. */
function copyLine(table: SyncedTableName, row: Row): string {
  const fields = syncedTable(table).columns.map((column) => {
    const value = row[column] ?? null;
    if (value === null) return String.raw`\N`;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return text
      .replaceAll('\\', '\\\\')
      .replaceAll('\n', String.raw`\n`)
      .replaceAll('\t', String.raw`\t`);
  });
  return `${fields.join('\t')}\n`;
}

export function cursor(position: number): Cursor {
  return { epoch: 'test', snapshot: `${position}:${position}:` };
}

export function held(conversationId: number, scope: HeldConversation['scope'] = 'mine'): HeldConversation {
  return { conversationId, scope, windowFrom: null };
}

/** Returns a first delta with two users, a tag and the agent's conversations, each with a customer and one message. */
export function firstDelta(conversationIds: readonly number[]): Delta {
  return delta({
    from: null,
    to: cursor(1),
    rows: {
      users: [userRow(agent), userRow(colleague)],
      conversation_tags: [tagRow(5, 'urgent')],
      customers: conversationIds.map((id) => customerRow(100 + id, `Customer ${id}`)),
      conversations: conversationIds.map((id) => conversationRow(id)),
      messages: conversationIds.map((id) => messageRow(1000 + id, id)),
    },
    entered: conversationIds.map((id) => held(id)),
  });
}

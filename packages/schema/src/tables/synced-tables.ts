import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { cannedResponses } from './canned-responses.ts';
import { channels } from './channels.ts';
import { conversationAssignments } from './conversation-assignments.ts';
import { conversationNotes } from './conversation-notes.ts';
import { conversationTag } from './conversation-tag.ts';
import { conversationTags } from './conversation-tags.ts';
import { conversationTransfers } from './conversation-transfers.ts';
import { conversations } from './conversations.ts';
import { customers } from './customers.ts';
import { messageAttachments } from './message-attachments.ts';
import { messageStatusUpdates } from './message-status-updates.ts';
import { messages } from './messages.ts';
import { slaPolicies } from './sla-policies.ts';
import { templates } from './templates.ts';
import { users } from './users.ts';

/**
 * What decides whether a replica holds a row:
 *
 * - `conversation`: it holds the row's conversation.
 * - `message`: the row's message lies inside the window.
 * - `customer`: it holds a conversation of the customer.
 * - `reference`: always, except canned responses that its agent must not see (rule S3).
 */
export type SyncedTableKind = 'conversation' | 'message' | 'customer' | 'reference';

/** Properties of a synced table that server and replica use. */
export interface SyncedTable {
  readonly name: SyncedTableName;
  readonly kind: SyncedTableKind;
  /** All columns, in the order of the table. */
  readonly columns: readonly string[];
  /** The Postgres type of each column, without length. Same order as `columns`. */
  readonly types: readonly string[];
  /** The columns that hold JSON. None is nullable, but each can hold the JSON value `null`. */
  readonly jsonColumns: readonly string[];
  /** The columns of the primary key. */
  readonly key: readonly string[];
  /** The column with the conversation's id; null if the table has none. */
  readonly conversationColumn: string | null;
}

const tables = {
  users: { table: users, kind: 'reference' },
  channels: { table: channels, kind: 'reference' },
  templates: { table: templates, kind: 'reference' },
  sla_policies: { table: slaPolicies, kind: 'reference' },
  conversation_tags: { table: conversationTags, kind: 'reference' },
  canned_responses: { table: cannedResponses, kind: 'reference' },
  customers: { table: customers, kind: 'customer' },
  conversations: { table: conversations, kind: 'conversation' },
  conversation_notes: { table: conversationNotes, kind: 'conversation' },
  conversation_tag: { table: conversationTag, kind: 'conversation' },
  conversation_assignments: { table: conversationAssignments, kind: 'conversation' },
  conversation_transfers: { table: conversationTransfers, kind: 'conversation' },
  messages: { table: messages, kind: 'message' },
  message_attachments: { table: messageAttachments, kind: 'message' },
  message_status_updates: { table: messageStatusUpdates, kind: 'message' },
} as const satisfies Record<string, { table: PgTable; kind: SyncedTableKind }>;

/** The name of a table whose rows reach replicas. */
export type SyncedTableName = keyof typeof tables;

/** Every synced table, referenced tables before the tables that refer to them: the order in which to write rows. */
export const syncedTables: readonly SyncedTable[] = syncedTableNames().map(describe);

const byName = new Map(syncedTables.map((table) => [table.name, table]));

/**
 * Looks up a synced table.
 * @param name the table's name
 * @returns its columns, types, key and kind
 */
export function syncedTable(name: SyncedTableName): SyncedTable {
  return byName.get(name) ?? describe(name);
}

/**
 * The synced tables of one kind, in the order of {@link syncedTables}.
 * @param kind the kind
 */
export function syncedTablesOfKind(kind: SyncedTableKind): readonly SyncedTable[] {
  return syncedTables.filter((table) => table.kind === kind);
}

/** Lists the names of all synced tables, referenced tables first. */
export function syncedTableNames(): readonly SyncedTableName[] {
  return Object.keys(tables).filter(isSyncedTableName);
}

/**
 * Checks whether a name from outside is that of a synced table.
 * @param name any text
 * @returns true if it is; narrows the type
 */
export function isSyncedTableName(name: string): name is SyncedTableName {
  return Object.hasOwn(tables, name);
}

function describe(name: SyncedTableName): SyncedTable {
  const { table, kind } = tables[name];
  const config = getTableConfig(table);
  const columns = config.columns.map((column) => column.name);
  const composite = config.primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
  return {
    name,
    kind,
    columns,
    types: config.columns.map((column) => column.getSQLType().replace(/\(.*\)/, '')),
    jsonColumns: config.columns.filter((column) => column.dataType === 'json').map((column) => column.name),
    key: composite.length > 0 ? composite : ['id'],
    conversationColumn:
      name === 'conversations' ? 'id' : columns.includes('conversation_id') ? 'conversation_id' : null,
  };
}

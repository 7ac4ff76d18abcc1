import { visibleCannedResponseSql } from '@holdfast/schema/scope/canned-response-scope';
import { insideWindowSql, messagesInWindows, windowsSql } from '@holdfast/schema/scope/message-window';
import {
  syncedTable,
  syncedTablesOfKind,
  type SyncedTable,
  type SyncedTableName,
} from '@holdfast/schema/tables/synced-tables';

/** One statement that returns the rows of one table as one JSON text, or null if there are none. */
export interface RowQuery {
  readonly table: SyncedTableName;
  readonly text: string;
}

/**
 * Condition: the row changed since a snapshot (rule E2). Parameter `first` is the snapshot's xmax, the next one the
 * transactions in progress below it. Both are index conditions, so only changed rows are visited, however large the
 * table is.
 */
export const changedSince = (row: string, first = 1) =>
  `(${row}.row_xid >= $${first}::xid8 or ${row}.row_xid = any($${first + 1}::xid8[]))`;

/** Select list of a table's columns. The rows must be named `row_of`. */
export const columnsOf = (table: SyncedTable) => table.columns.map((column) => `row_of.${column}`).join(', ');

/** Select list for the JSON text of a table's rows. `from` must name them `row_of`. */
export const jsonOf = (table: SyncedTable, from: string) =>
  `select json_agg(row_to_json(delta_row))::text as rows from (select ${columnsOf(table)} from ${from}) delta_row`;

/** Condition: an agent sees all reference data, except unshared canned responses of others (rule S3). */
const visibleTo = (table: SyncedTable, row: string, parameter: string) =>
  table.name === 'canned_responses'
    ? visibleCannedResponseSql(row, parameter)
    : `${parameter}::bigint is not null`;

/** All reference data. Parameters: user id. */
export const allReferenceRows: readonly RowQuery[] = syncedTablesOfKind('reference').map((table) => ({
  table: table.name,
  text: jsonOf(table, `${table.name} row_of where ${visibleTo(table, 'row_of', '$1')}`),
}));

/** Changed reference data. Parameters: xmax, in progress, user id. */
export const changedReferenceRows: readonly RowQuery[] = syncedTablesOfKind('reference').map((table) => ({
  table: table.name,
  text: jsonOf(
    table,
    `${table.name} row_of where ${changedSince('row_of')} and ${visibleTo(table, 'row_of', '$3')}`,
  ),
}));

/** Changed canned responses that the agent must not see (any more). Parameters: xmax, in progress, user id. */
export const unsharedCannedResponses = `select row_of.id from canned_responses row_of
  where ${changedSince('row_of')} and not ${visibleCannedResponseSql('row_of', '$3')}`;

/** The header rows of conversations. Parameters: conversation ids. */
export const conversationHeaders: RowQuery = {
  table: 'conversations',
  text: jsonOf(syncedTable('conversations'), `conversations row_of where row_of.id = any($1::bigint[])`),
};

/** Changed headers of held conversations. Parameters: xmax, in progress, conversation ids. */
export const changedConversationHeaders: RowQuery = {
  table: 'conversations',
  text: jsonOf(
    syncedTable('conversations'),
    `conversations row_of where ${changedSince('row_of')} and row_of.id = any($3::bigint[])`,
  ),
};

/** Rows of entering conversations, except headers, messages and their rows. Parameters: conversation ids. */
export const enteringConversationRows: readonly RowQuery[] = syncedTablesOfKind('conversation')
  .filter((table) => table.name !== 'conversations')
  .map((table) => ({
    table: table.name,
    text: jsonOf(table, `${table.name} row_of where row_of.conversation_id = any($1::bigint[])`),
  }));

/**
 * Windows of conversations. `first` is the number of the first of three parameters: conversation ids, window starts
 * (two arrays).
 */
const windows = (first: number) =>
  windowsSql(`$${first}::bigint[]`, `$${first + 1}::timestamptz[]`, `$${first + 2}::bigint[]`);

/** Rows of the windows of entering conversations. Parameters: conversation ids, window starts (two arrays). */
export const enteringMessageRows: readonly RowQuery[] = syncedTablesOfKind('message').map((table) => ({
  table: table.name,
  text: jsonOf(table, messagesInWindows(table, windows(1))),
}));

/**
 * Changed rows of messages inside the held windows. Parameters: xmax, in progress, conversation ids, window starts (two
 * arrays).
 */
export const changedMessageRows: readonly RowQuery[] = syncedTablesOfKind('message').map((table) => ({
  table: table.name,
  text: jsonOf(table, `${messagesInWindows(table, windows(3))} and ${changedSince('row_of')}`),
}));

/**
 * Changed rows of conversations, except headers, messages and their rows. Parameters: xmax, in progress, conversation
 * ids.
 */
export const changedConversationRows: readonly RowQuery[] = syncedTablesOfKind('conversation')
  .filter((table) => table.name !== 'conversations')
  .map((table) => ({
    table: table.name,
    text: jsonOf(
      table,
      `${table.name} row_of where ${changedSince('row_of')} and row_of.conversation_id = any($3::bigint[])`,
    ),
  }));

/**
 * The queries named `…OfHeld` return the same rows as those above, but start from the held conversations. They are used
 * when many rows changed. `offset 0` keeps the planner from starting at the changed rows after all. Parameters: xmax,
 * in progress, conversation ids; for messages also window starts (two arrays).
 */
export const changedHeadersOfHeld: readonly RowQuery[] = [
  {
    table: 'customers',
    text: jsonOf(
      syncedTable('customers'),
      `(select * from customers
         where id in (select customer_id from conversations where id = any($3::bigint[])) offset 0) row_of
       where ${changedSince('row_of')} or row_of.id in (
         select customer_id from (select * from conversations where id = any($3::bigint[]) offset 0) changed
         where ${changedSince('changed')})`,
    ),
  },
  {
    table: 'conversations',
    text: jsonOf(
      syncedTable('conversations'),
      `(select * from conversations where id = any($3::bigint[]) offset 0) row_of where ${changedSince('row_of')}`,
    ),
  },
];
export const changedConversationRowsOfHeld: readonly RowQuery[] = syncedTablesOfKind('conversation')
  .filter((table) => table.name !== 'conversations')
  .map((table) => ({
    table: table.name,
    text: jsonOf(
      table,
      `unnest($3::bigint[]) held (id) ${rowsOfHeld(table)} where ${changedSince('row_of')}`,
    ),
  }));
export const changedMessageRowsOfHeld: readonly RowQuery[] = syncedTablesOfKind('message').map((table) => ({
  table: table.name,
  text: jsonOf(
    table,
    table.name === 'messages'
      ? `${windows(3)} ${rowsOfHeld(table)} where ${insideWindowSql('row_of')} and ${changedSince('row_of')}`
      : `${windows(3)} ${rowsOfHeld(table)} join messages on messages.id = row_of.message_id
         where ${insideWindowSql('messages')} and ${changedSince('row_of')}`,
  ),
}));

/** Customers of the given conversations. Parameters: conversation ids. */
export const customersOfConversations: RowQuery = {
  table: 'customers',
  text: jsonOf(
    syncedTable('customers'),
    `customers row_of where row_of.id in (select customer_id from conversations where id = any($1::bigint[]))`,
  ),
};

/**
 * Changed customers, and the customers of changed conversations: such a conversation may refer to another customer now.
 * Parameters: xmax, in progress, all conversation ids in scope.
 */
export const changedCustomers: RowQuery = {
  table: 'customers',
  text: jsonOf(
    syncedTable('customers'),
    `customers row_of where (
       (${changedSince('row_of')} and exists (
         select from conversations where conversations.customer_id = row_of.id and conversations.id = any($3::bigint[])
       ))
       or row_of.id in (
         select conversations.customer_id from conversations
         where ${changedSince('conversations')} and conversations.id = any($3::bigint[])
       )
     )`,
  ),
};

/** All deletes of the tenant since the snapshot (rule T2), each once. Parameters: xmax, in progress. */
export const newTombstonesOfTenant = `select distinct table_name, row_id, conversation_id from tombstones row_of where ${changedSince('row_of')}`;

/**
 * Deletes since the snapshot that concern a replica (rule T2). Parameters: xmax, in progress, ids of conversations held
 * whole, names of reference tables.
 */
export const newTombstones = `${newTombstonesOfTenant} and (
    (conversation_id = any($3::bigint[]) and table_name <> 'conversations') or table_name = any($4::text[])
  )`;

export const referenceTableNames: readonly SyncedTableName[] = syncedTablesOfKind('reference').map(
  (table) => table.name,
);

function rowsOfHeld(table: SyncedTable): string {
  return `cross join lateral (select * from ${table.name} of_held where of_held.conversation_id = held.id offset 0) row_of`;
}

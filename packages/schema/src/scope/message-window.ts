import type { SyncedTable } from '../tables/synced-tables.ts';

/**
 * SQL relation `held (id, from_created_at, from_id)`: the windows of conversations, one row each, for
 * {@link messagesInWindows}. A window without a start contains all messages.
 * @param ids SQL array of conversation ids
 * @param createdAts SQL array: `created_at` of the first message of each window, or null
 * @param messageIds SQL array: id of that message, or null
 */
export function windowsSql(ids: string, createdAts: string, messageIds: string): string {
  return `unnest(${ids}, ${createdAts}, ${messageIds}) held (id, from_created_at, from_id)`;
}

/**
 * SQL condition: a message is not older than the start of a window (rule S1). Messages with the same time are ordered by id.
 * @param message alias of the `messages` row
 * @param start prefix of the columns `_created_at` and `_id` of the start
 */
export function insideWindowSql(message: string, start = 'held.from'): string {
  return `(${start}_id is null or (${message}.created_at, ${message}.id) >= (${start}_created_at, ${start}_id))`;
}

/**
 * SQL after `from`, with its conditions: the rows of a table, as `row_of`, whose message is inside a window.
 * @param table `messages`, or a table whose rows belong to a message
 * @param windows relation `held`, see {@link windowsSql}
 */
export function messagesInWindows(table: SyncedTable, windows: string): string {
  const ofConversation = `${windows} join ${table.name} row_of on row_of.conversation_id = held.id`;
  return table.name === 'messages'
    ? `${ofConversation} where ${insideWindowSql('row_of')}`
    : `${ofConversation} join messages on messages.id = row_of.message_id where ${insideWindowSql('messages')}`;
}

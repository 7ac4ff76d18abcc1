import type { SyncedTable } from '../tables/synced-tables.ts';

/**
 * SQL: the windows of conversations, one row each, as {@link messagesInWindows} reads them. A window without a start holds
 * every message.
 * @param ids SQL array of conversation ids
 * @param createdAts SQL array: when the first message of each window was created, or null
 * @param messageIds SQL array: the id of that message, or null
 */
export function windowsSql(ids: string, createdAts: string, messageIds: string): string {
  return `unnest(${ids}, ${createdAts}, ${messageIds}) held (id, from_created_at, from_id)`;
}

/**
 * SQL: a message is not older than the start of a window (rule S1). Messages with one time are ordered by their ids.
 * @param message what the row of `messages` is called in the statement
 * @param start prefix of the two columns that name the start
 */
export function insideWindowSql(message: string, start = 'held.from'): string {
  return `(${start}_id is null or (${message}.created_at, ${message}.id) >= (${start}_created_at, ${start}_id))`;
}

/**
 * SQL: the messages inside windows, or what belongs to them, as `row_of`: everything after `from`, with its conditions.
 * @param table one of the tables of the kind `message`
 * @param windows a relation called `held`, with the columns of {@link windowsSql}
 */
export function messagesInWindows(table: SyncedTable, windows: string): string {
  const ofConversation = `${windows} join ${table.name} row_of on row_of.conversation_id = held.id`;
  return table.name === 'messages'
    ? `${ofConversation} where ${insideWindowSql('row_of')}`
    : `${ofConversation} join messages on messages.id = row_of.message_id where ${insideWindowSql('messages')}`;
}

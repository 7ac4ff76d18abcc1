import { windowSize } from '@holdfast/schema/domain/scope';
import { insideWindowSql } from '@holdfast/schema/scope/message-window';
import { syncedTablesOfKind } from '@holdfast/schema/tables/synced-tables';

import { jsonOf, type RowQuery } from '../delta/row-queries.ts';

/** A window holds the first messages of a conversation in this order. */
const newestFirst = 'messages.created_at desc, messages.id desc';

/**
 * First message of the window of each entering conversation. Conversations whose messages all fit into one window have
 * no row. Parameters: conversation ids.
 */
export const windowStarts = `select entering.id, to_json(first_message.created_at) #>> '{}' as created_at, first_message.id as message_id
  from unnest($1::bigint[]) entering (id)
  cross join lateral (
    select messages.created_at, messages.id from messages where messages.conversation_id = entering.id
    order by ${newestFirst} offset ${windowSize - 1} limit 1
  ) first_message
  where exists (
    select from messages where messages.conversation_id = entering.id
    order by ${newestFirst} offset ${windowSize} limit 1
  )`;

/**
 * Estimated bytes of each conversation's window (variable-length columns plus a constant per row), and whether the
 * window holds all messages. Parameters: conversation ids, messages in a window.
 */
export const windowBytes = `select entering.id, 700 + coalesce(message.bytes, 0) as bytes, message.count <= $2 as is_all
  from unnest($1::bigint[]) entering (id), lateral (
    select sum(140 + coalesce(octet_length(content), 0) + pg_column_size(metadata)) as bytes, count(*) as count from (
      select content, metadata from messages where messages.conversation_id = entering.id
      order by ${newestFirst} limit $2 + 1
    ) newest
  ) message`;

/** Maximum number of messages by which one delta extends a window. The device asks again to get more. */
export const maxWindowGrowth = 1000;

/**
 * First message of each requested window, at most `maxWindowGrowth` messages before the current start; null if the
 * window begins at the conversation's first message. `grows`: the new start is earlier than the current one.
 * Parameters: conversation ids, requested message counts, current window starts (two arrays).
 */
export const requestedWindowStarts = `select wanted.id, to_json(start.created_at) #>> '{}' as created_at, start.message_id,
    wanted.from_id is not null and (start.message_id is null
      or (start.created_at, start.message_id) < (wanted.from_created_at, wanted.from_id)) as grows
  from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bigint[])
    wanted (id, message_count, from_created_at, from_id)
  left join lateral (
    select * from (
      select * from (
        (select created_at, id as message_id from messages where conversation_id = wanted.id
          order by ${newestFirst} offset wanted.message_count - 1 limit 1)
        union all
        (select created_at, id from messages where conversation_id = wanted.id
            and (created_at, id) < (wanted.from_created_at, wanted.from_id)
          order by ${newestFirst} offset ${maxWindowGrowth - 1} limit 1)
      ) candidates order by created_at desc, message_id desc limit 1
    ) latest
    where exists (
      select from messages where conversation_id = wanted.id
        and (created_at, id) < (latest.created_at, latest.message_id)
    )
  ) start on true`;

// A new start of null means that the window holds every message.
const grown = `unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::timestamptz[], $5::bigint[])
  grown (id, new_created_at, new_id, old_created_at, old_id)`;
const isBetween = (message: string) => `
  ${insideWindowSql(message, 'grown.new')}
  and (${message}.created_at, ${message}.id) < (grown.old_created_at, grown.old_id)`;

/**
 * Rows of messages between the new and the old window start. Parameters: conversation ids, new starts, old starts (two
 * arrays each).
 */
export const grownWindowRows: readonly RowQuery[] = syncedTablesOfKind('message').map((table) => ({
  table: table.name,
  text: jsonOf(
    table,
    table.name === 'messages'
      ? `${grown} join messages row_of on row_of.conversation_id = grown.id where ${isBetween('row_of')}`
      : `${grown} join messages on messages.conversation_id = grown.id
            join ${table.name} row_of on row_of.message_id = messages.id where ${isBetween('messages')}`,
  ),
}));

import { syncedTables } from '@holdfast/schema/tables/synced-tables';

import { jsonOf, type RowQuery } from './row-queries.ts';

/** Messages that one answer to a request may add; who wants more asks again, from there. */
export const growthLimit = 1000;

/**
 * Where windows of so many messages begin, though never more than so many before where they begin now; null for one that
 * begins with the first message there is. And whether that is earlier than now. Parameters: conversation ids, messages
 * wanted, where the windows begin now (two arrays).
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
          order by created_at desc, id desc offset wanted.message_count - 1 limit 1)
        union all
        (select created_at, id from messages where conversation_id = wanted.id
            and (created_at, id) < (wanted.from_created_at, wanted.from_id)
          order by created_at desc, id desc offset ${growthLimit - 1} limit 1)
      ) candidates order by created_at desc, message_id desc limit 1
    ) latest
    where exists (
      select from messages where conversation_id = wanted.id
        and (created_at, id) < (latest.created_at, latest.message_id)
    )
  ) start on true`;

// A window that holds everything from now on begins before every message.
const grown = `unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::timestamptz[], $5::bigint[])
  grown (id, new_created_at, new_id, old_created_at, old_id)`;
const isBetween = (message: string) => `
  (grown.new_id is null or (${message}.created_at, ${message}.id) >= (grown.new_created_at, grown.new_id))
  and (${message}.created_at, ${message}.id) < (grown.old_created_at, grown.old_id)`;

/** Rows of messages between the new and the old start. Parameters: conversation ids, new starts, old starts (two arrays each). */
export const grownWindowRows: readonly RowQuery[] = syncedTables
  .filter(({ kind }) => kind === 'message')
  .map((table) => ({
    table: table.name,
    text: jsonOf(
      table,
      table.name === 'messages'
        ? `${grown} join messages row_of on row_of.conversation_id = grown.id where ${isBetween('row_of')}`
        : `${grown} join messages on messages.conversation_id = grown.id
            join ${table.name} row_of on row_of.message_id = messages.id where ${isBetween('messages')}`,
    ),
  }));

import { syncedTables, type SyncedTable, type SyncedTableName } from '@holdfast/schema/tables/synced-tables';

/** What one COPY statement reads; it has no parameters, but settings of the transaction, named in `enteringSettings`. */
export interface CopyQuery {
  readonly table: SyncedTableName;
  readonly select: string;
}

/** The two ways in which COPY writes rows. */
export type CopyFormat = 'binary' | 'text';

/**
 * What the statements below read, each the text of an array. The planner takes every conversation to have as many rows as the
 * busiest ones, and would read whole tables for each delta (ten times as slow): what enters is found by index.
 */
export const enteringSettings = `select
  set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
  set_config('holdfast.headers', $1, true), set_config('holdfast.held', $2, true),
  set_config('holdfast.whole', $3, true),
  set_config('holdfast.window_times', $4, true), set_config('holdfast.window_ids', $5, true)`;

const setting = (name: string, type: string) => `unnest(current_setting('holdfast.${name}')::${type}[])`;
const headers = setting('headers', 'bigint');
const whole = setting('whole', 'bigint');
const windows = `unnest(current_setting('holdfast.whole')::bigint[], current_setting('holdfast.window_times')::timestamptz[],
  current_setting('holdfast.window_ids')::bigint[]) held (id, from_created_at, from_id)`;
const inWindow = (message: string) =>
  `(held.from_id is null or (${message}.created_at, ${message}.id) >= (held.from_created_at, held.from_id))`;

/** Headers that the replica does not have. */
export const headerCopies: readonly CopyQuery[] = [
  copyOf('conversations', `${headers} entering (id) join conversations row_of on row_of.id = entering.id`),
];

/** Their customers, but for those that come with a conversation held before. */
export const customerCopies: readonly CopyQuery[] = [
  copyOf(
    'customers',
    `(select customer_id as id from conversations where id in (select ${headers})
      except select customer_id from conversations where id in (select ${setting('held', 'bigint')})) entering
     join customers row_of on row_of.id = entering.id`,
  ),
];

/** Everything but headers of conversations that come to be held whole. */
export const wholeCopies: readonly CopyQuery[] = syncedTables.flatMap((table) =>
  table.name === 'conversations' ? [] : copiesOf(table),
);

function copiesOf(table: SyncedTable): CopyQuery[] {
  switch (table.kind) {
    case 'conversation':
      return [
        copyOf(
          table.name,
          `${whole} entering (id) join ${table.name} row_of on row_of.conversation_id = entering.id`,
        ),
      ];
    case 'message':
      return [
        copyOf(
          table.name,
          table.name === 'messages'
            ? `${windows} join messages row_of on row_of.conversation_id = held.id where ${inWindow('row_of')}`
            : `${windows} join ${table.name} row_of on row_of.conversation_id = held.id
               join messages on messages.id = row_of.message_id where ${inWindow('messages')}`,
        ),
      ];
    case 'customer':
    case 'reference':
      return [];
    default:
      return table.kind satisfies never;
  }
}

function copyOf(name: SyncedTableName, from: string): CopyQuery {
  const table = syncedTables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`${name} is not a synced table`);
  const columns = table.columns.map((column) => `row_of.${column}`).join(', ');
  return { table: name, select: `select ${columns} from ${from}` };
}

/**
 * How many bytes the windows of conversations come to, about: what differs from row to row, and what rows have beside; and
 * whether all of their messages are in it. Parameters: conversation ids, messages in a window.
 */
export const windowBytes = `select entering.id, 700 + coalesce(message.bytes, 0) as bytes, message.count <= $2 as is_all
  from unnest($1::bigint[]) entering (id), lateral (
    select sum(140 + coalesce(octet_length(content), 0) + pg_column_size(metadata)) as bytes, count(*) as count from (
      select content, metadata from messages where messages.conversation_id = entering.id
      order by created_at desc, messages.id desc limit $2 + 1
    ) newest
  ) message`;

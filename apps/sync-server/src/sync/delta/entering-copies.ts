import { messagesInWindows, windowsSql } from '@holdfast/schema/scope/message-window';
import {
  syncedTable,
  syncedTables,
  type SyncedTable,
  type SyncedTableName,
} from '@holdfast/schema/tables/synced-tables';

import { columnsOf } from './row-queries.ts';

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

const setting = (name: string, type: string) => `unnest(${arraySetting(name, type)})`;
const headers = setting('headers', 'bigint');
const whole = setting('whole', 'bigint');
const windows = windowsSql(
  arraySetting('whole', 'bigint'),
  arraySetting('window_times', 'timestamptz'),
  arraySetting('window_ids', 'bigint'),
);

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
      return [copyOf(table.name, messagesInWindows(table, windows))];
    case 'customer':
    case 'reference':
      return [];
    default:
      return table.kind satisfies never;
  }
}

function arraySetting(name: string, type: string): string {
  return `current_setting('holdfast.${name}')::${type}[]`;
}

function copyOf(name: SyncedTableName, from: string): CopyQuery {
  return { table: name, select: `select ${columnsOf(syncedTable(name))} from ${from}` };
}

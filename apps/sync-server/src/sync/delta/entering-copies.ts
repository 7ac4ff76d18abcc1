import { messagesInWindows, windowsSql } from '@holdfast/schema/scope/message-window';
import {
  syncedTable,
  syncedTables,
  type SyncedTable,
  type SyncedTableName,
} from '@holdfast/schema/tables/synced-tables';

import { columnsOf } from './row-queries.ts';

/**
 * The SELECT of one COPY statement. COPY takes no parameters: the SELECT reads settings of the transaction
 * (`enteringSettings`).
 */
export interface CopyQuery {
  readonly table: SyncedTableName;
  readonly select: string;
}

export type CopyFormat = 'binary' | 'text';

/**
 * Sets the inputs of the statements below. Parameters: headers, held, whole, window times and window ids, each as the
 * text of an array. Also forces index scans: the planner assumes that every conversation has as many rows as the
 * largest ones, and would read whole tables for each delta (10 times slower).
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

/** The customers of these headers, except customers of conversations that are already held. */
export const customerCopies: readonly CopyQuery[] = [
  copyOf(
    'customers',
    `(select customer_id as id from conversations where id in (select ${headers})
      except select customer_id from conversations where id in (select ${setting('held', 'bigint')})) entering
     join customers row_of on row_of.id = entering.id`,
  ),
];

/** All rows except headers of conversations that enter whole. */
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

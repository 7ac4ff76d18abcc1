import { cannedResponseOwnerSql } from '@holdfast/schema/scope/canned-response-scope';
import { syncedTable, syncedTablesOfKind, type SyncedTable } from '@holdfast/schema/tables/synced-tables';

import { columnsOf, changedSince } from '../delta/row-queries.ts';

const rowJson = (table: SyncedTable) =>
  `(select row_to_json(row_text) from (select ${columnsOf(table)}) row_text)::text`;

/** A named statement: each connection plans it once. Planning takes longer than running it. */
export interface PreparedQuery {
  readonly name: string;
  readonly text: string;
}

/** The changed rows of a table. `offset 0` makes the planner start from them. */
const newRowsOf = (table: string) =>
  `(select * from ${table} row_of where ${changedSince('row_of')} offset 0)`;

/**
 * Sources of changes, found by index scans: changed conversations by table, changed reference tables and tombstones
 * (with a null id), conversations of changed customers, and devices with new results. Parameters: xmax, in progress.
 */
export const changeSources: PreparedQuery = {
  name: 'where-news-is',
  text: [
    ...syncedTablesOfKind('conversation')
      .concat(syncedTablesOfKind('message'))
      .map(
        (table) =>
          `select '${table.name}' as source, row_of.${table.conversationColumn} as id from ${table.name} row_of where ${changedSince('row_of')} group by 2`,
      ),
    ...syncedTablesOfKind('reference').map(
      (table) =>
        `select '${table.name}', null::bigint where exists (select from ${table.name} row_of where ${changedSince('row_of')})`,
    ),
    `select 'customers', theirs.id from ${newRowsOf('customers')} row_of
     cross join lateral (select id from conversations where customer_id = row_of.id offset 0) theirs`,
    `select 'mutation_results', row_of.device_id from mutation_results row_of where ${changedSince('row_of')} group by 2`,
    `select 'tombstones', null::bigint where exists (select from tombstones row_of where ${changedSince('row_of')})`,
  ].join('\nunion all\n'),
};

/** Assignee and status of conversations. Parameters: ids of the conversations whose own row changed. */
export const ownershipsOf: PreparedQuery = {
  name: 'placements-of',
  text: `select id, assigned_to, status from conversations where id = any($1::bigint[])`,
};

/**
 * Changed rows one by one, with their table and conversation, and the customers of some conversations. Parameters:
 * xmax, in progress, conversation ids, ids of the conversations whose customers are needed.
 */
export const changedRows: PreparedQuery = {
  name: 'changed-rows',
  text: [
    customerRows(),
    ...[...syncedTablesOfKind('conversation'), ...syncedTablesOfKind('message')].map((table) =>
      table.kind === 'message'
        ? `select '${table.name}', row_of.conversation_id, ${rowJson(table)},
             (extract(epoch from message.created_at) * 1000000)::bigint, message.id
           from ${newRowsOf(table.name)} row_of
           join messages message on message.id = row_of.${table.name === 'messages' ? 'id' : 'message_id'}
           where row_of.conversation_id = any($3::bigint[])`
        : `select '${table.name}', row_of.${table.conversationColumn}, ${rowJson(table)}, null::bigint, null::bigint
           from ${newRowsOf(table.name)} row_of where row_of.${table.conversationColumn} = any($3::bigint[])`,
    ),
  ].join('\nunion all\n'),
};

/** Changed canned responses with their owner (null: shared). Parameters: xmax, in progress. */
export const changedCannedResponses = cannedResponseRows();

function customerRows(): string {
  return `select 'customers' as source, conversations.id as conversation, ${rowJson(syncedTable('customers'))} as json,
      null::bigint as micros, null::bigint as message
    from conversations join customers row_of on row_of.id = conversations.customer_id where conversations.id = any($4::bigint[])`;
}

function cannedResponseRows(): string {
  return `select row_of.id, ${cannedResponseOwnerSql('row_of')} as owner, ${rowJson(syncedTable('canned_responses'))} as json
    from canned_responses row_of where ${changedSince('row_of')}`;
}

import { syncedTables, type SyncedTable } from '@holdfast/schema/tables/synced-tables';

import { news } from '../delta/row-queries.ts';

const ofKind = (kind: SyncedTable['kind']) => syncedTables.filter((table) => table.kind === kind);
const columnsOf = (table: SyncedTable) => table.columns.map((column) => `row_of.${column}`).join(', ');
const rowJson = (table: SyncedTable) =>
  `(select row_to_json(row_text) from (select ${columnsOf(table)}) row_text)::text`;

/**
 * Where there is news, in one statement of index scans: the conversations and tables touched, reference tables under a
 * null conversation, the devices with results. Parameters: xmax, in progress.
 */
export const whereNewsIs = [
  ...ofKind('conversation')
    .concat(ofKind('message'))
    .map(
      (table) =>
        `select '${table.name}' as source, row_of.${table.conversationColumn} as id from ${table.name} row_of where ${news('row_of')} group by 2`,
    ),
  ...ofKind('reference').map(
    (table) =>
      `select '${table.name}', null::bigint where exists (select from ${table.name} row_of where ${news('row_of')})`,
  ),
  `select 'customers', conversations.id from customers row_of join conversations on conversations.customer_id = row_of.id where ${news('row_of')}`,
  `select 'mutation_results', row_of.device_id from mutation_results row_of where ${news('row_of')} group by 2`,
  `select 'tombstones', null::bigint where exists (select from tombstones row_of where ${news('row_of')})`,
].join('\nunion all\n');

/** Parameters: conversation ids whose own row changed. */
export const placementsOf = `select id, assigned_to, status from conversations where id = any($1::bigint[])`;

/** Parameters: xmax, in progress. */
export const allNewTombstones = `select distinct table_name, row_id, conversation_id from tombstones row_of where ${news('row_of')}`;

/** Changed rows one by one, with their conversation. Parameters: xmax, in progress, conversation ids. */
export const changedRowsOf = new Map(
  [...ofKind('conversation'), ...ofKind('message')].map((table) => [
    table.name,
    table.kind === 'message'
      ? `select row_of.conversation_id as conversation, ${rowJson(table)} as json,
           (extract(epoch from message.created_at) * 1000000)::bigint as micros, message.id as message
         from ${table.name} row_of join messages message on message.id = row_of.${table.name === 'messages' ? 'id' : 'message_id'}
         where ${news('row_of')} and row_of.conversation_id = any($3::bigint[])`
      : `select row_of.${table.conversationColumn} as conversation, ${rowJson(table)} as json, null::bigint as micros, null::bigint as message
         from ${table.name} row_of where ${news('row_of')} and row_of.${table.conversationColumn} = any($3::bigint[])`,
  ]),
);

/** The customers of conversations. Parameters: conversation ids. */
export const customerRowsOf = customerRows();

/** Canned responses that changed, with who may see them. Parameters: xmax, in progress. */
export const changedCannedResponses = cannedResponseRows();

function customerRows(): string {
  const [table] = ofKind('customer');
  if (table === undefined) throw new Error('no customers among the synced tables');
  return `select conversations.id as conversation, ${rowJson(table)} as json
    from conversations join customers row_of on row_of.id = conversations.customer_id where conversations.id = any($1::bigint[])`;
}

function cannedResponseRows(): string {
  const table = ofKind('reference').find((candidate) => candidate.name === 'canned_responses');
  if (table === undefined) throw new Error('no canned responses among the synced tables');
  return `select row_of.id, case when row_of.is_shared then null else row_of.user_id end as owner, ${rowJson(table)} as json
    from canned_responses row_of where ${news('row_of')}`;
}

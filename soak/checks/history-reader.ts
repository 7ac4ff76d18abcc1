import { readHistory } from '@holdfast/schema/testing/oracle/history-sql';
import { RowHistory } from '@holdfast/schema/testing/oracle/row-history';
import type { RowVersion } from '@holdfast/schema/testing/oracle/row-history';
import type { PoolClient } from 'pg';

/** Every version since the last time that old ones were let go. */
export async function loadHistory(client: PoolClient): Promise<RowHistory> {
  const { rows } = await client.query<RowVersion>(readHistory);
  const history = new RowHistory();
  history.add(rows);
  return history;
}

/** Once every replica stands at the newest state, nobody asks for an older one. */
export async function forgetOldVersions(client: PoolClient): Promise<void> {
  await client.query(
    `delete from oracle_history old where image is null or exists (
       select from oracle_history newer where newer.table_name = old.table_name and newer.row_key = old.row_key and newer.id > old.id)`,
  );
  await client.query(
    `create index if not exists oracle_history_row on oracle_history (table_name, row_key, id)`,
  );
}

import { readHistory, readTransaction } from '@holdfast/testkit/oracle/history-sql';
import { RowHistory } from '@holdfast/testkit/oracle/row-history';
import type { RowVersion } from '@holdfast/testkit/oracle/row-history';
import type { StampedTransaction } from '@holdfast/testkit/oracle/snapshot-view';
import type { PoolClient } from 'pg';

/** Loads every version since `forgetOldVersions` ran last. */
export async function loadHistory(client: PoolClient): Promise<RowHistory> {
  const { rows } = await client.query<RowVersion>(readHistory);
  const history = new RowHistory();
  history.add(rows);
  return history;
}

/** Reads the current transaction. */
export async function currentTransaction(client: PoolClient): Promise<StampedTransaction> {
  const { rows } = await client.query<{ id: string; life: string }>(readTransaction);
  const [row] = rows;
  if (row === undefined) throw new Error('Postgres gave no row for its own transaction');
  return { id: BigInt(row.id), life: BigInt(row.life) };
}

/**
 * Deletes all but the newest versions. Allowed once every replica has the newest state: then no check needs an older
 * one.
 */
export async function forgetOldVersions(client: PoolClient): Promise<void> {
  await client.query(
    `delete from oracle_history old
     using (select table_name, row_key, max(id) as id from oracle_history group by table_name, row_key) newest
     where (old.table_name, old.row_key) = (newest.table_name, newest.row_key)
       and (old.id < newest.id or old.image is null)`,
  );
}

import { sql } from 'drizzle-orm';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import { idArray } from './id-array.ts';

/**
 * Returns customers that can be without a conversation after the delta: those of conversations that leave or are
 * deleted, and those that a conversation replaces with another customer. Call it before the delta's rows are written.
 */
export async function possiblyUnreferencedCustomers(
  tx: ReplicaTransaction,
  delta: Delta,
): Promise<readonly number[]> {
  const going = [
    ...delta.left,
    ...delta.removals.filter(({ table }) => table === 'conversations').map(({ rowId }) => rowId),
  ];
  const changed = delta.parts.filter(({ table }) => table === 'conversations');
  const queries = [
    ...(going.length === 0
      ? []
      : [sql`select customer_id from conversations where id = any(${idArray(going)})`]),
    ...changed.map(
      ({ rows }) => sql`select held.customer_id
        from json_to_recordset(${rows}::json) as incoming(id bigint, customer_id bigint)
        join conversations held on held.id = incoming.id and held.customer_id <> incoming.customer_id`,
    ),
  ];
  if (queries.length === 0) return [];
  const { rows } = await tx.execute<{ customer_id: number | string }>(sql.join(queries, sql` union `));
  return rows.map((row) => Number(row.customer_id));
}

export async function removeUnreferencedCustomers(
  tx: ReplicaTransaction,
  customerIds: readonly number[],
): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.execute(sql`delete from customers where id = any(${idArray(customerIds)})
    and not exists (select 1 from conversations where conversations.customer_id = customers.id)`);
}

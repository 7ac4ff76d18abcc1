import { sql } from 'drizzle-orm';
import type { PgInsertValue, PgTable } from 'drizzle-orm/pg-core';

import type { TenantTransaction } from '../../src/db/with-tenant.ts';

/** Keeps a statement well below its limit of 65,535 parameters. */
const rowsPerStatement = 1000;

export async function insertRows<Table extends PgTable>(
  { tx }: TenantTransaction,
  table: Table,
  rows: readonly PgInsertValue<Table>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await tx.insert(table).values(rows.slice(start, start + rowsPerStatement));
  }
}

/**
 * Reserves ids from the tenant's sequence, so that rows can refer to each other before they are inserted. The
 * returned function yields the next id.
 */
export async function takeIds({ tx }: TenantTransaction, count: number): Promise<() => number> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select next_row_id() as id from generate_series(1, ${count}::int)`,
  );
  const ids = rows.map((row) => Number(row.id)).toSorted((a, b) => a - b);
  return () => {
    const id = ids.shift();
    if (id === undefined) throw new Error('no ids are left');
    return id;
  };
}

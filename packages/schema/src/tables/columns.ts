import { sql, type SQL } from 'drizzle-orm';
import { bigint, check, customType, timestamp, type AnyPgColumn } from 'drizzle-orm/pg-core';

/** Postgres's 64-bit transaction id, as text: it can exceed `Number.MAX_SAFE_INTEGER`. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

/**
 * Makes a `bigint` column for a row id, read as a number: ids stay below 2^53.
 * @param name the column's name in SQL
 */
export function idColumn(name: string) {
  return bigint(name, { mode: 'number' });
}

/**
 * Makes the column `id`, the primary key. If an insert gives no id, the server takes the next one of the tenant's
 * sequence. On a replica `next_row_id()` raises an error, because rows created on a device take their ids from the
 * device's id block.
 */
export function primaryId() {
  return idColumn('id')
    .primaryKey()
    .default(sql`next_row_id()`);
}

/**
 * Makes a `timestamptz` column, read as text: a JavaScript `Date` would lose the microseconds.
 * @param name the column's name in SQL
 */
export function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'string' });
}

/** Makes the columns `created_at` and `updated_at`. */
export function timestamps() {
  return {
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  };
}

/**
 * Makes the column `row_xid` (rule T1): the transaction that last wrote the row. A trigger on the server sets it;
 * replicas receive it.
 */
export function rowXid() {
  return xid8('row_xid')
    .notNull()
    .default(sql`'0'::xid8`);
}

/**
 * Makes a check constraint: `column` is one of `values`.
 * @param name the constraint's name
 * @param column the checked column
 * @param values the allowed values; inserted into the SQL unescaped, so constants only
 */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  const list: SQL = sql.raw(values.map((value) => `'${value}'`).join(', '));
  return check(name, sql`${column} in (${list})`);
}

import { sql, type SQL } from 'drizzle-orm';
import { bigint, check, customType, timestamp, type AnyPgColumn } from 'drizzle-orm/pg-core';

/** Postgres' 64-bit transaction id, kept as text: it can exceed what a JavaScript number holds. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

/** A column that holds the id of a row, as a plain number (ids stay below 2^53). */
export function idColumn(name: string) {
  return bigint(name, { mode: 'number' });
}

/**
 * A primary key. Where a row gives no id, the server takes the next of the tenant's sequence; the replica's
 * `next_row_id()` raises instead, because a row created on a device takes its id from the device's block.
 */
export function primaryId() {
  return idColumn('id')
    .primaryKey()
    .default(sql`next_row_id()`);
}

/** A point in time with its zone, as text, so that no microsecond is lost on the way through JavaScript. */
export function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'string' });
}

/** When the row was made and when it was last changed. */
export function timestamps() {
  return {
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  };
}

/** Ours (rule T1): the transaction that last wrote the row, set by a trigger on the server and carried to replicas. */
export function rowXid() {
  return xid8('row_xid')
    .notNull()
    .default(sql`'0'::xid8`);
}

/** A check that `column` holds one of `values`. */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  const list: SQL = sql.raw(values.map((value) => `'${value}'`).join(', '));
  return check(name, sql`${column} in (${list})`);
}

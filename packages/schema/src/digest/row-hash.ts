import { fingerprint } from '../protocol/schema-hash.ts';
import type { SyncedTable } from '../tables/synced-tables.ts';

/**
 * SQL: a hash of one row's content, the same on both ends for the same values (rule V1). `row_xid` is left out: after a
 * restore every row is stamped anew, and rows with the content that a replica holds need not travel again.
 * Only where {@link digestSettings} hold.
 * @param table the row's table; equal values in another table give another hash
 * @param row what the row is called in the statement
 */
export function rowHash(table: SyncedTable, row: string): string {
  const columns = table.columns.filter((column) => column !== 'row_xid').map((column) => `${row}.${column}`);
  const seed = BigInt.asIntN(64, BigInt(`0x${fingerprint(table.name)}`));
  return `hashtextextended(row(${columns.join(', ')})::text collate "C", '${seed}'::bigint)`;
}

/** Statements that settle what the text of a value depends on; for the transaction, before anything is hashed. */
export const digestSettings: readonly string[] = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, MDY'`,
];

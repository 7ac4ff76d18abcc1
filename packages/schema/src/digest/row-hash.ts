import { fingerprint } from '../protocol/schema-hash.ts';
import type { SyncedTable } from '../tables/synced-tables.ts';

/**
 * Builds the SQL expression that hashes one row's content. Equal values give equal hashes on server and replica (rule
 * V1), provided that the transaction has executed {@link digestSettings}. `row_xid` is left out: a restore stamps every
 * row again, and a row whose content the replica already holds need not be sent again.
 * @param table the row's table; its name seeds the hash, so equal values in another table give another hash
 * @param row the alias of the row in the statement
 * @returns an SQL expression of type `bigint`
 */
export function rowHash(table: SyncedTable, row: string): string {
  const columns = table.columns.filter((column) => column !== 'row_xid').map((column) => `${row}.${column}`);
  const seed = BigInt.asIntN(64, BigInt(`0x${fingerprint(table.name)}`));
  return `hashtextextended(row(${columns.join(', ')})::text collate "C", '${seed}'::bigint)`;
}

/** Statements to execute in the transaction before hashing: the text of a timestamp depends on these settings. */
export const digestSettings: readonly string[] = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, MDY'`,
];

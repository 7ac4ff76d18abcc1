import { z } from 'zod';
import type { TableDigest } from '../protocol/digest.ts';
import { visibleCannedResponseSql } from '../scope/canned-response-scope.ts';
import { isSyncedTableName, syncedTablesOfKind, type SyncedTable } from '../tables/synced-tables.ts';
import { rowHash } from './row-hash.ts';
import type { RunQuery } from './run-query.ts';

const tableRow = z.object({
  table: z.string().refine(isSyncedTableName),
  rows: z.coerce.number(),
  hash: z.string(),
});

/**
 * What each table of reference data amounts to (rule V1).
 * @param run runs the statement where `digestSettings` hold
 * @param userId on the server, whose replica it is: canned responses that are not theirs to see do not count. Null on a
 *   replica, where every row counts: one that should not be there is a difference.
 */
export async function digestTables(run: RunQuery, userId: number | null): Promise<readonly TableDigest[]> {
  return tableRow.array().parse(await run(digestsOfTables, [userId]));
}

const digestsOfTables = syncedTablesOfKind('reference')
  .map(
    (table) =>
      `select '${table.name}' as "table", count(*)::text as rows, coalesce(bit_xor(${rowHash(table, 'row_of')}), 0)::text as hash
       from ${table.name} row_of where ${isVisible(table)}`,
  )
  .join('\nunion all\n');

function isVisible({ name }: SyncedTable): string {
  return name === 'canned_responses'
    ? `$1::bigint is null or ${visibleCannedResponseSql('row_of', '$1')}`
    : 'true';
}

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
 * Computes one digest per table of reference data (rule V1).
 * @param run runs a statement in a transaction that has executed `digestSettings`
 * @param userId on the server: the id of the replica's user; canned responses that this user must not see do not count.
 *   On a replica: null; every row counts, because a row that should not be there is a difference.
 * @returns one digest per table; an empty table has 0 rows and hash `0`
 * @throws ZodError if the statement returns rows of another shape; errors of `run` pass through
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

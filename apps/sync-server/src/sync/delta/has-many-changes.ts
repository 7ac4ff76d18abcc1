import type { PoolClient } from 'pg';

import type { Snapshot } from './snapshot.ts';

/** Below this many changed messages, reading all changes is cheaper than reading the held conversations. */
const manyRows = 10_000;

/**
 * Returns whether at least `manyRows` messages changed in the tenant since the snapshot. Then a delta is cheaper to
 * compute from the held conversations (rule D1). The index scan ends early.
 */
export async function hasManyChanges(client: PoolClient, { xmax }: Snapshot): Promise<boolean> {
  // The planner has no statistics of the newest rows and would scan the whole table.
  await client.query('set local enable_seqscan = off');
  const { rows } = await client.query<{ count: number }>({
    name: 'amount-of-news',
    text: 'select count(*)::int as count from (select from messages where row_xid >= $1::xid8 limit $2) news',
    values: [xmax, manyRows],
  });
  return rows[0]?.count === manyRows;
}

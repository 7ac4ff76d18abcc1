import type { PoolClient } from 'pg';

import type { Snapshot } from './snapshot.ts';

/** Up to so many rows it costs less to look at all that is new than at all that a replica holds. */
const muchNews = 10_000;

/**
 * Whether so much has changed in the tenant since then that a replica's delta is better looked for among what it holds
 * (rule D1): an index scan that ends early.
 */
export async function isMuchNews(client: PoolClient, { xmax }: Snapshot): Promise<boolean> {
  // The planner knows nothing of the newest rows, and would read the whole table for them.
  await client.query('set local enable_seqscan = off');
  const { rows } = await client.query<{ count: number }>({
    name: 'amount-of-news',
    text: 'select count(*)::int as count from (select from messages where row_xid >= $1::xid8 limit $2) news',
    values: [xmax, muchNews],
  });
  return rows[0]?.count === muchNews;
}

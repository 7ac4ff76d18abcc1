import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { PoolClient } from 'pg';

import type { RowQuery } from './row-queries.ts';

/** The rows that each of these statements finds, with the same parameters; a table without rows is left out. */
export async function readParts(
  client: PoolClient,
  statements: readonly RowQuery[],
  parameters: readonly unknown[],
): Promise<DeltaRows[]> {
  const parts: DeltaRows[] = [];
  for (const { table, text } of statements) {
    const { rows } = await client.query<{ rows: string | null }>({ text, values: [...parameters] });
    const [row] = rows;
    if (typeof row?.rows === 'string') parts.push({ table, rows: row.rows });
  }
  return parts;
}

import { createHash } from 'node:crypto';

import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { PoolClient } from 'pg';

import type { RowQuery } from './row-queries.ts';

/** Runs all statements with the same parameters and returns their rows. A table without rows is left out. */
export async function readParts(
  client: PoolClient,
  statements: readonly RowQuery[],
  parameters: readonly unknown[],
): Promise<DeltaRows[]> {
  if (statements.length === 0) return [];
  const { rows } = await client.query<{ position: number; rows: string }>({
    ...inOneStatement(statements),
    values: [...parameters],
  });
  const rowsByPosition = new Map(rows.map((row) => [row.position, row.rows]));
  return statements.flatMap(({ table }, position) => {
    const text = rowsByPosition.get(position);
    return text === undefined ? [] : [{ table, rows: text }];
  });
}

const preparedByText = new Map<string, { readonly name: string; readonly text: string }>();

/** Combines the statements into one prepared statement: one round trip, and one plan per connection. */
function inOneStatement(statements: readonly RowQuery[]) {
  const text = `select position, rows from (${statements
    .map((statement, position) => `select ${position} as position, rows from (${statement.text}) of_table`)
    .join(' union all ')}) of_all where rows is not null`;
  const known = preparedByText.get(text) ?? {
    name: createHash('sha256').update(text).digest('hex').slice(0, 32),
    text,
  };
  preparedByText.set(text, known);
  return known;
}

import { createHash } from 'node:crypto';

import type { DeltaRows } from '@holdfast/schema/protocol/delta';
import type { PoolClient } from 'pg';

import type { RowQuery } from './row-queries.ts';

/** The rows that each of these statements finds, with the same parameters; a table without rows is left out. */
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
  const found = new Map(rows.map((row) => [row.position, row.rows]));
  return statements.flatMap(({ table }, position) => {
    const text = found.get(position);
    return text === undefined ? [] : [{ table, rows: text }];
  });
}

const named = new Map<string, { readonly name: string; readonly text: string }>();

/** One round trip for all of them, and one plan for a connection. */
function inOneStatement(statements: readonly RowQuery[]) {
  const text = `select position, rows from (${statements
    .map((statement, position) => `select ${position} as position, rows from (${statement.text}) of_table`)
    .join(' union all ')}) of_all where rows is not null`;
  const known = named.get(text) ?? {
    name: createHash('sha256').update(text).digest('hex').slice(0, 32),
    text,
  };
  named.set(text, known);
  return known;
}

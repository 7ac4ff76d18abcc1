import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ClientBase } from 'pg';
import { z } from 'zod';

import type { TenantTable } from './tenant-tables.ts';

const digestSchema = z.object({ rows: z.coerce.number().int(), hash: z.string() });

export interface TableDigest extends z.infer<typeof digestSchema> {
  readonly table: string;
}

/** Count and sum of hashes of everything that is copied of each table: the same SQL on both sides. */
export async function digestTables(
  client: ClientBase,
  schemaName: string,
  tables: readonly TenantTable[],
): Promise<readonly TableDigest[]> {
  const digests: TableDigest[] = [];
  for (const { name, columns } of tables) {
    const { rows } = await client.query(
      `SELECT count(*) AS rows, coalesce(sum(hashtextextended(ROW(${columns.join(', ')})::text, 0)), 0)::text AS hash
       FROM "${schemaName}".${name}`,
    );
    digests.push({ table: name, ...digestSchema.parse(rows[0]) });
  }
  return digests;
}

/** Throws HF_TENANT_COPY_DIFFERS with the tables that are not the same on both sides. */
export function assertSameDigests(here: readonly TableDigest[], there: readonly TableDigest[]): void {
  const found = new Map(there.map((digest) => [digest.table, digest]));
  const tables = here
    .filter(({ table, rows, hash }) => found.get(table)?.rows !== rows || found.get(table)?.hash !== hash)
    .map(({ table, rows }) => ({ table, rows, copied: found.get(table)?.rows ?? null }));
  if (tables.length > 0) throw new HoldfastError('HF_TENANT_COPY_DIFFERS', { details: { tables } });
}

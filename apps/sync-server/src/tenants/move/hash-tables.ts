import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ClientBase } from 'pg';
import { z } from 'zod';

import type { TenantTable } from './tenant-tables.ts';

const tableHashSchema = z.object({ rows: z.coerce.number().int(), hash: z.string() });

export interface TableHash extends z.infer<typeof tableHashSchema> {
  readonly table: string;
}

/** Returns row count and sum of row hashes of the copied columns of each table. The same SQL runs on both sides. */
export async function hashTables(
  client: ClientBase,
  schemaName: string,
  tables: readonly TenantTable[],
): Promise<readonly TableHash[]> {
  const digests: TableHash[] = [];
  for (const { name, columns } of tables) {
    const { rows } = await client.query(
      `SELECT count(*) AS rows, coalesce(sum(hashtextextended(ROW(${columns.join(', ')})::text, 0)), 0)::text AS hash
       FROM "${schemaName}".${name}`,
    );
    digests.push({ table: name, ...tableHashSchema.parse(rows[0]) });
  }
  return digests;
}

/** Throws HF_TENANT_COPY_DIFFERS with the tables that differ. */
export function assertSameHashes(source: readonly TableHash[], target: readonly TableHash[]): void {
  const found = new Map(target.map((digest) => [digest.table, digest]));
  const tables = source
    .filter(({ table, rows, hash }) => found.get(table)?.rows !== rows || found.get(table)?.hash !== hash)
    .map(({ table, rows }) => ({ table, rows, copied: found.get(table)?.rows ?? null }));
  if (tables.length > 0) throw new HoldfastError('HF_TENANT_COPY_DIFFERS', { details: { tables } });
}

import type { PoolClient } from 'pg';

import { copyIn } from '../../db/copy-in.ts';
import { copyOut } from '../../db/copy-out.ts';
import type { TenantTable } from './tenant-tables.ts';

/** One piece: 4 MiB of pages, so that neither side holds more than a few pieces in memory, however large the table. */
const pagesInAPiece = 512;
const nothing = new Uint8Array();

export interface CopyRowsOptions {
  readonly source: PoolClient;
  readonly target: PoolClient;
  readonly schemaName: string;
}

/** Copies a table as COPY text, piece by piece: the next is read while the last is written. Answers its bytes. */
export async function copyRows(
  { source, target, schemaName }: CopyRowsOptions,
  table: TenantTable,
): Promise<number> {
  const columns = table.columns.join(', ');
  const statement = `COPY "${schemaName}".${table.name} (${columns}) FROM STDIN`;
  const read = async (from: number): Promise<Uint8Array> => {
    const [bytes = nothing] = await copyOut(source, [
      `COPY (SELECT ${columns} FROM "${schemaName}".${table.name}
             WHERE ctid >= '(${from},0)'::tid AND ctid < '(${from + pagesInAPiece},0)'::tid) TO STDOUT`,
    ]);
    return bytes;
  };
  let total = 0;
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < table.pages; from += pagesInAPiece) {
    const [bytes] = await Promise.all([read(from), writing]);
    total += bytes.length;
    writing = bytes.length === 0 ? Promise.resolve() : copyIn(target, statement, bytes);
    // It is awaited with the next piece; until then a failure must not count as nobody's.
    writing.catch(() => undefined);
  }
  await writing;
  return total;
}

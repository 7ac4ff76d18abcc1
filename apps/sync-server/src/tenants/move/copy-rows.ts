import type { PoolClient } from 'pg';

import { copyIn } from '../../db/copy-in.ts';
import { copyOut } from '../../db/copy-out.ts';
import type { TenantTable } from './tenant-tables.ts';

/** Pages per chunk: 4 MiB, so that memory use is a few chunks, independent of the table's size. */
const pagesPerChunk = 512;
const noBytes = new Uint8Array();

export interface CopyRowsOptions {
  readonly source: PoolClient;
  readonly target: PoolClient;
  readonly schemaName: string;
}

/**
 * Copies a table as COPY text in chunks; the next chunk is read while the last one is written. Returns the number of
 * bytes.
 */
export async function copyRows(
  { source, target, schemaName }: CopyRowsOptions,
  table: TenantTable,
): Promise<number> {
  const columns = table.columns.join(', ');
  const statement = `COPY "${schemaName}".${table.name} (${columns}) FROM STDIN`;
  const read = async (from: number): Promise<Uint8Array> => {
    const [bytes = noBytes] = await copyOut(source, [
      `COPY (SELECT ${columns} FROM "${schemaName}".${table.name}
             WHERE ctid >= '(${from},0)'::tid AND ctid < '(${from + pagesPerChunk},0)'::tid) TO STDOUT`,
    ]);
    return bytes;
  };
  let total = 0;
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < table.pages; from += pagesPerChunk) {
    const [bytes] = await Promise.all([read(from), writing]);
    total += bytes.length;
    writing = bytes.length === 0 ? Promise.resolve() : copyIn(target, statement, bytes);
    // `writing` is awaited with the next chunk; this handler prevents an unhandled rejection until then.
    writing.catch(() => undefined);
  }
  await writing;
  return total;
}

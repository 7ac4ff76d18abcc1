import type { DeltaCopy } from '@holdfast/schema/protocol/delta';
import { syncedTable, type SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import { binaryRows, binaryText } from '../binary-copy.ts';

/** A row by column, each value as COPY prints it: the text form that JSON rows and COPY rows have in common. */
export type TextRow = Readonly<Record<string, string | null>>;

/** Parses the output of COPY. For tests only: neither end of the protocol parses rows. */
export function parseCopy(copy: DeltaCopy): TextRow[] {
  return 'bytes' in copy ? parseBinary(copy.table, copy.bytes) : parseText(copy.table, copy.text);
}

function parseBinary(table: SyncedTableName, bytes: Uint8Array): TextRow[] {
  const { columns, types } = syncedTable(table);
  return binaryRows(bytes).map((values) =>
    Object.fromEntries(
      columns.map((column, index) => {
        const value = values[index] ?? null;
        return [column, value === null ? null : withoutBlanks(binaryText(value, types[index] ?? ''))];
      }),
    ),
  );
}

function parseText(table: SyncedTableName, text: string): TextRow[] {
  const { columns } = syncedTable(table);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const values = line.split('\t').map(unescapeValue);
      return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
    });
}

/** Converts a row that was sent as JSON to the form of COPY. */
export function textRow(row: Readonly<Record<string, unknown>>): TextRow {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, textOf(value)]));
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const isoTime = /^(\d{4}-\d\d-\d\d)T([\d:.]+)\+00:00$/;

function unescapeValue(value: string): string | null {
  if (value === String.raw`\N`) return null;
  const text = value.replaceAll(/\\(.)/gsu, (_, escaped: string) => escapes[escaped] ?? escaped);
  return withoutBlanks(text);
}

/** Removes insignificant white space from JSON. */
function withoutBlanks(text: string): string {
  return /^[{[]/.test(text) ? JSON.stringify(JSON.parse(text)) : text;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'string') return value.replace(isoTime, '$1 $2+00');
  return JSON.stringify(value);
}

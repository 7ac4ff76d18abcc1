import type { DeltaCopy } from '@holdfast/schema/protocol/delta';
import { syncedTable, type SyncedTableName } from '@holdfast/schema/tables/synced-tables';
import { binaryRows, binaryText } from '../binary-copy.ts';

/** A row by column, each value as COPY writes it: the one text that both ways in which rows travel have in common. */
export type TextRow = Readonly<Record<string, string | null>>;

/** The rows of what COPY wrote. Tests look into them; neither end of the protocol does. */
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

/** A row that travelled as JSON, in the words of COPY. */
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

/** How blanks lie in JSON is no difference. */
function withoutBlanks(text: string): string {
  return /^[{[]/.test(text) ? JSON.stringify(JSON.parse(text)) : text;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'string') return value.replace(isoTime, '$1 $2+00');
  return JSON.stringify(value);
}

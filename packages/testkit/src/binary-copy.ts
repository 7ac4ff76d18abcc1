/** A value in binary COPY format; null for SQL null. */
export type BinaryValue = Buffer | null;

const signature = Buffer.from('PGCOPY\n\u00FF\r\n\0', 'latin1');
/** Bytes after the signature: flags, and the length of the header extension, which is always 0. */
const headBytes = signature.length + 8;
const endOfRows = -1;

/**
 * Parses the output of COPY in binary format (https://www.postgresql.org/docs/current/sql-copy.html).
 * @returns the values of each row, in the order of its columns
 */
export function binaryRows(copied: Uint8Array): readonly (readonly BinaryValue[])[] {
  const bytes = Buffer.from(copied.buffer, copied.byteOffset, copied.byteLength);
  if (!bytes.subarray(0, signature.length).equals(signature)) throw new Error('not in binary COPY format');
  const rows: BinaryValue[][] = [];
  let position = headBytes;
  for (;;) {
    const columns = bytes.readInt16BE(position);
    position += 2;
    if (columns === endOfRows) return rows;
    const row: BinaryValue[] = [];
    for (let column = 0; column < columns; column += 1) {
      const length = bytes.readInt32BE(position);
      position += 4;
      row.push(length < 0 ? null : bytes.subarray(position, position + length));
      position += Math.max(length, 0);
    }
    rows.push(row);
  }
}

/**
 * Converts a binary value to the text that Postgres prints for it, times in UTC.
 * @param type type of the column; only types of synced tables are supported
 */
export function binaryText(value: Buffer, type: string): string {
  switch (type) {
    case 'bigint':
      return String(value.readBigInt64BE());
    case 'xid8':
      return String(value.readBigUInt64BE());
    case 'integer':
      return String(value.readInt32BE());
    case 'boolean':
      return value.readUInt8() === 1 ? 't' : 'f';
    case 'timestamp with time zone':
      return timeText(value.readBigInt64BE());
    case 'jsonb':
      // The first byte is the version of the format.
      return value.toString('utf8', 1);
    case 'text':
    case 'varchar':
      return value.toString();
    default:
      throw new Error(`no synced column was ${type} so far`);
  }
}

const epochMilliseconds = Date.UTC(2000, 0, 1);

function timeText(microseconds: bigint): string {
  const seconds = Number((microseconds - modulo(microseconds, 1_000_000n)) / 1_000_000n);
  const iso = new Date(epochMilliseconds + seconds * 1000).toISOString();
  const fraction = String(modulo(microseconds, 1_000_000n)).padStart(6, '0').replace(/0+$/, '');
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`}+00`;
}

function modulo(value: bigint, divisor: bigint): bigint {
  return ((value % divisor) + divisor) % divisor;
}

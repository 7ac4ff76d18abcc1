import { syncedTables } from '../tables/synced-tables.ts';

/**
 * A fingerprint of the tables that travel: their names and columns in order. Both ends compute it from their own
 * tables; when it differs, rows of one end would not fit the other, and the hello is answered with
 * HF_CLIENT_OUTDATED before any row is sent.
 * @returns 16 hexadecimal digits
 */
export function schemaHash(): string {
  return hashOfTables;
}

/** Of what does not change while a program runs, and takes a server longer than the rest of a hello. */
const hashOfTables = fingerprint(
  syncedTables.map((table) => `${table.name}(${table.columns.join(',')})`).join(';'),
);

/**
 * FNV-1a with 64 bits over UTF-16 code units: not for secrets, only to notice a difference, the same in Node and in a browser.
 * @param text what to fingerprint
 * @returns 16 hexadecimal digits
 */
export function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

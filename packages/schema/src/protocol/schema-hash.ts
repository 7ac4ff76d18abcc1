import { syncedTables } from '../tables/synced-tables.ts';

/**
 * Fingerprint of the synced tables: their names and their columns in order. Both ends compute it from their own tables.
 * If they differ, rows of one end do not fit the other, and the server rejects the hello with HF_CLIENT_OUTDATED before
 * it sends any row.
 * @returns 16 hexadecimal digits
 */
export function schemaHash(): string {
  return hashOfTables;
}

/** Computed once per process: it takes a server longer than the rest of a hello. */
const hashOfTables = fingerprint(
  syncedTables.map((table) => `${table.name}(${table.columns.join(',')})`).join(';'),
);

/**
 * 64-bit FNV-1a over UTF-16 code units. Not cryptographic: it only detects differences. Gives the same result in Node
 * and in a browser.
 * @param text the text to hash
 * @returns 16 hexadecimal digits
 */
export function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

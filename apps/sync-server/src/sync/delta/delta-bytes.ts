import type { Delta, DeltaCopy } from '@holdfast/schema/protocol/delta';

/** Bytes of rows that enter with one delta (rule D4), as far as changed rows leave room for them. */
export const deltaBudgetBytes = 1024 * 1024;

/** What an id with its braces and names comes to, about. */
const entryBytes = 80;

/** What a delta changes. */
export type DeltaChanges = { readonly [Key in ChangeKey]: readonly Delta[Key][number][] };

type ChangeKey = 'parts' | 'copies' | 'left' | 'removals' | 'entered' | 'results';

/** What a delta weighs in the flow window (rule D3): its rows, and what is beside them. */
export function deltaBytes(delta: DeltaChanges): number {
  const { parts, copies, left, removals, entered, results } = delta;
  return (
    parts.reduce((sum, { rows }) => sum + Buffer.byteLength(rows), 0) +
    copies.reduce((sum, copy) => sum + copyBytes(copy), 0) +
    (left.length + removals.length + entered.length + results.length) * entryBytes
  );
}

function copyBytes(copy: DeltaCopy): number {
  return 'bytes' in copy ? copy.bytes.length : Buffer.byteLength(copy.text);
}

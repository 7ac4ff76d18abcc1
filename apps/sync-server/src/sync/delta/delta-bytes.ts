import type { Delta, DeltaCopy } from '@holdfast/schema/protocol/delta';

/** Maximum bytes of rows that enter with one delta (rule D4). Changed rows in the same delta reduce it. */
export const deltaBudgetBytes = 1024 * 1024;

/** Estimated JSON bytes of one id with its braces and names. */
const entryBytes = 80;

/** The fields of a delta that count for its size. */
export type DeltaChanges = { readonly [Key in ChangeKey]: readonly Delta[Key][number][] };

type ChangeKey = 'parts' | 'copies' | 'left' | 'removals' | 'entered' | 'results';

/** Bytes of a delta in the acknowledgement window (rule D3): its rows, and an estimate for its ids. */
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

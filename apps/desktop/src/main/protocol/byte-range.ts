export interface ByteRange {
  readonly start: number;
  /** Inclusive, as in the header. */
  readonly end: number;
}

/**
 * The part that a `Range` header asks for. Null: the whole file (no header, or one of another kind, which may be
 * ignored). `unsatisfiable`: nothing of it lies within the file.
 */
export function parseByteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  if (match[1] === '') return range(Math.max(0, size - Number(match[2])), size - 1, size);
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return range(Number(match[1]), end, size);
}

function range(start: number, end: number, size: number): ByteRange | 'unsatisfiable' {
  return start < size && start <= end ? { start, end } : 'unsatisfiable';
}

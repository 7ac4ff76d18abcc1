export interface ByteRange {
  readonly start: number;
  /** Inclusive, as in the header. */
  readonly end: number;
}

/**
 * Parses a `Range` header. Null: send the whole file, because there is no header or it has a form that a server is
 * allowed to ignore. `unsatisfiable`: no byte of the range lies within the file.
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

export interface CachedFile {
  readonly id: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** Pure. Returns the least recently used files to evict so that the rest is within the limit. */
export function filesToEvict(files: readonly CachedFile[], limitBytes: number): readonly CachedFile[] {
  let excess = files.reduce((sum, { bytes }) => sum + bytes, 0) - limitBytes;
  const oldestFirst = [...files].sort((a, b) => a.usedAt - b.usedAt);
  const evicted: CachedFile[] = [];
  for (const file of oldestFirst) {
    if (excess <= 0) break;
    evicted.push(file);
    excess -= file.bytes;
  }
  return evicted;
}

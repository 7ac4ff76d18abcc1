/** Statistics of one table and its indexes. */
export interface TableFacts {
  readonly name: string;
  readonly liveRows: number;
  readonly deadRows: number;
  readonly changedSinceAnalyze: number;
  readonly heapBytes: number;
  /** Estimated size of the rows in a newly written table. */
  readonly neededBytes: number;
  readonly indexes: readonly IndexFacts[];
}

export interface IndexFacts {
  readonly name: string;
  readonly bytes: number;
  /** Estimated size of the entries in a newly built index; null if unknown. */
  readonly neededBytes: number | null;
}

export interface DatabaseFacts {
  readonly tables: readonly TableFacts[];
  /** Write-ahead log since the last checkpoint, which a start after a crash must read again. */
  readonly logBytes: number;
}

/** Time without activity: none, enough for statements that take moments, or also for those that take seconds. */
export type Idleness = 'none' | 'short' | 'long';

const checkpointAboveBytes = 16 * 1024 * 1024;
/** Above this size a checkpoint runs even without idle time. */
const maxWalBytes = 64 * 1024 * 1024;
/** Minimum space to reclaim; smaller tables are left alone. */
const minReclaimBytes = 1024 * 1024;

/**
 * Pure. Returns the next maintenance statement; null if there is none. One at a time, because the agent's queries wait
 * for the running statement. Statements that rewrite a table or an index take longest and need a long idle time.
 */
export function planMaintenance(facts: DatabaseFacts, idleness: Idleness): string | null {
  if (facts.logBytes > (idleness === 'none' ? maxWalBytes : checkpointAboveBytes)) return 'checkpoint';
  if (idleness === 'none') return null;
  for (const table of facts.tables) {
    if (isHotAndEmpty(table)) return `truncate ${table.name}`;
    if (table.deadRows > 50 + table.liveRows / 10) return `vacuum ${table.name}`;
    if (table.changedSinceAnalyze > 500 + table.liveRows / 5) return `analyze ${table.name}`;
  }
  if (idleness === 'short') return null;
  for (const table of facts.tables) {
    if (!isLeftAsItIs(table) && isBloated(table.heapBytes, table.neededBytes, 2))
      return `vacuum full ${table.name}`;
    const index = table.indexes.find(({ bytes, neededBytes }) => isBloated(bytes, neededBytes, 1.8));
    if (index !== undefined) return `reindex index ${index.name}`;
  }
  return null;
}

/** Estimated size of a table and its indexes after a rewrite. */
export function neededBytes({ heapBytes, neededBytes: heapNeeded, indexes }: TableFacts): number {
  return indexes.reduce(
    (sum, { bytes, neededBytes: needed }) => sum + Math.min(bytes, needed ?? bytes),
    Math.min(heapBytes, heapNeeded),
  );
}

/** Bytes that maintenance will free. */
export function reclaimableBytes({ tables }: DatabaseFacts): number {
  return tables.reduce(
    (sum, table) =>
      sum +
      table.heapBytes +
      table.indexes.reduce((bytes, index) => bytes + index.bytes, 0) -
      neededBytes(table),
    0,
  );
}

/**
 * Tables that every delta reads and that collect dead rows fast. When they are empty, truncating makes reads faster.
 */
const hotTables: ReadonlySet<string> = new Set(['undo_journal', 'outbox']);

function isHotAndEmpty(table: TableFacts): boolean {
  return hotTables.has(table.name) && table.liveRows === 0 && table.heapBytes > 0;
}

/** The index of `message_words` takes many seconds to rebuild, and its free space is used again. */
function isLeftAsItIs(table: TableFacts): boolean {
  return table.name === 'message_words';
}

function isBloated(bytes: number, neededBytes: number | null, factor: number): boolean {
  return neededBytes !== null && bytes > neededBytes * factor + minReclaimBytes;
}

/** What the database says of one table and of its indexes. */
export interface TableFacts {
  readonly name: string;
  readonly liveRows: number;
  readonly deadRows: number;
  readonly changedSinceAnalyse: number;
  readonly heapBytes: number;
  /** What the rows would take up in a table that was just written. */
  readonly neededBytes: number;
  readonly indexes: readonly IndexFacts[];
}

export interface IndexFacts {
  readonly name: string;
  readonly bytes: number;
  /** What its entries would take up in an index that was just built; null where that cannot be told. */
  readonly neededBytes: number | null;
}

export interface DatabaseFacts {
  readonly tables: readonly TableFacts[];
  /** Log written since the last checkpoint: what a start after a crash has to read again. */
  readonly logBytes: number;
}

/** How long the agent has been away: not at all, long enough for what takes a moment, or also for what takes a second. */
export type Idleness = 'none' | 'short' | 'long';

const checkpointAboveBytes = 16 * 1024 * 1024;
/** More than this is not left to lie even while somebody works. */
const mostLogBytes = 64 * 1024 * 1024;
/** Small tables are left alone: there is nothing to win. */
const worthwhileBytes = 1024 * 1024;

/**
 * Pure: the next thing to do for a database in idle time, as a statement; null when it is in good order. One at a time,
 * because an agent who comes back waits for the one that is running. What rewrites a table or an index, and so takes
 * longest, has to wait for a long absence.
 */
export function planMaintenance(facts: DatabaseFacts, idleness: Idleness): string | null {
  if (facts.logBytes > (idleness === 'none' ? mostLogBytes : checkpointAboveBytes)) return 'checkpoint';
  if (idleness === 'none') return null;
  for (const table of facts.tables) {
    if (isHotAndEmpty(table)) return `truncate ${table.name}`;
    if (table.deadRows > 50 + table.liveRows / 10) return `vacuum ${table.name}`;
    if (table.changedSinceAnalyse > 500 + table.liveRows / 5) return `analyze ${table.name}`;
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

/** What a table and its indexes would take up if they were written anew. */
export function neededBytes({ heapBytes, neededBytes: heapNeeded, indexes }: TableFacts): number {
  return indexes.reduce(
    (sum, { bytes, neededBytes: needed }) => sum + Math.min(bytes, needed ?? bytes),
    Math.min(heapBytes, heapNeeded),
  );
}

/** What idle time will give back by itself. */
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

/** Read with every delta, and full of dead rows as soon as there was much to do: new files are quicker than old ones. */
const hotTables: ReadonlySet<string> = new Set(['undo_journal', 'outbox']);

function isHotAndEmpty(table: TableFacts): boolean {
  return hotTables.has(table.name) && table.liveRows === 0 && table.heapBytes > 0;
}

/** Its index would be built in one piece, for many seconds; the room that is swept up in it is filled again. */
function isLeftAsItIs(table: TableFacts): boolean {
  return table.name === 'message_words';
}

function isBloated(bytes: number, neededBytes: number | null, factor: number): boolean {
  return neededBytes !== null && bytes > neededBytes * factor + worthwhileBytes;
}

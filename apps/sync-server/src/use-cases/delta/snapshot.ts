/** The parts of a `pg_snapshot` by which a row is judged to be news (rule E2). Transaction ids stay text: they have 64 bits. */
export interface Snapshot {
  readonly xmax: string;
  /** Transactions below `xmax` that had not committed. */
  readonly inProgress: readonly string[];
}

const pattern = /^\d+:(\d+):((?:\d+(?:,\d+)*)?)$/;

/** Answers null for a text that is not a snapshot: a cursor comes back from outside. */
export function parseSnapshot(text: string): Snapshot | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, xmax, list] = match;
  if (xmax === undefined || list === undefined) return null;
  return { xmax, inProgress: list === '' ? [] : list.split(',') };
}

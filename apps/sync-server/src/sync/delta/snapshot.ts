/** The parts of a `pg_snapshot` by which a row is judged to be news (rule E2). Transaction ids stay text: they have 64 bits. */
export interface Snapshot {
  /** Every transaction below it had ended. */
  readonly xmin: string;
  readonly xmax: string;
  /** Transactions below `xmax` that had not committed. */
  readonly inProgress: readonly string[];
}

const pattern = /^(\d{1,20}):(\d{1,20}):((?:\d{1,20}(?:,\d{1,20})*)?)$/;
const greatestXid = 2n ** 64n - 1n;

/** Answers null for a text that is not a snapshot: a cursor comes back from outside. */
export function parseSnapshot(text: string): Snapshot | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, xmin, xmax, list] = match;
  if (xmin === undefined || xmax === undefined || list === undefined) return null;
  const inProgress = list === '' ? [] : list.split(',');
  if ([xmin, xmax, ...inProgress].some((xid) => BigInt(xid) > greatestXid)) return null;
  return { xmin, xmax, inProgress };
}

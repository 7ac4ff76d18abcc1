/**
 * The parts of a `pg_snapshot` that decide whether a row changed (rule E2). Transaction ids are text, because they have
 * 64 bits.
 */
export interface Snapshot {
  /** All transactions below this one had ended. */
  readonly xmin: string;
  readonly xmax: string;
  /** Transactions below `xmax` that had not committed. */
  readonly inProgress: readonly string[];
}

const pattern = /^(\d{1,20}):(\d{1,20}):((?:\d{1,20}(?:,\d{1,20})*)?)$/;
const maxXid = 2n ** 64n - 1n;

/** Parses the text of a `pg_snapshot`. Returns null if it is invalid: cursors come from devices. */
export function parseSnapshot(text: string): Snapshot | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, xmin, xmax, list] = match;
  if (xmin === undefined || xmax === undefined || list === undefined) return null;
  const inProgress = list === '' ? [] : list.split(',');
  if ([xmin, xmax, ...inProgress].some((xid) => BigInt(xid) > maxXid)) return null;
  return { xmin, xmax, inProgress };
}

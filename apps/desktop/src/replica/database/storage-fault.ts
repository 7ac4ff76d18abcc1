import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

export type StorageFault = 'full' | 'damaged';

/** From Postgres: disk full. From Node: no space, quota used up. */
const fullCodes: ReadonlySet<unknown> = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** Data corrupted, index corrupted, file missing, I/O error. */
const damageCodes: ReadonlySet<unknown> = new Set(['XX001', 'XX002', '58P01', '58030']);

/** Pure. Returns the storage fault that an error or one of its causes reports, if any. */
export function storageFault(error: unknown): StorageFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  if (fullCodes.has(code)) return 'full';
  // PGlite's WebAssembly has aborted and cannot be used any more.
  if (damageCodes.has(code) || error.name === 'RuntimeError') return 'damaged';
  return storageFault(error.cause);
}

/** A full disk has one error code, for the journal and the database. Other errors are returned unchanged. */
export function toDiskFullError(error: unknown): unknown {
  return storageFault(error) === 'full' && !(error instanceof HoldfastError)
    ? new HoldfastError('HF_JOURNAL_FULL', { cause: error })
    : error;
}

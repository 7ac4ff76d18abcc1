import { copyFile, open, readFile, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { replaceFileDurably, syncDirectory } from './durable-files.ts';
import { encodeFrame, scanFrames } from './frame.ts';
import { journalRecordSchema } from './journal-records.ts';
import type { JournalRecord } from './journal-records.ts';
import { emptyJournalState, recordsOf, reduceJournal } from './journal-state.ts';
import type { JournalState } from './journal-state.ts';

export interface Journal {
  readonly state: JournalState;
  /** Damage found when the file was opened; null for none. A torn end is normal after a crash and not reported. */
  readonly damage: { readonly lostBytes: number; readonly copiedTo: string } | null;
  /**
   * Resolves when the records are fsynced and in `state`. Rejects with HF_JOURNAL_FULL or HF_JOURNAL_FAILED, and then
   * keeps none of them. Concurrent appends share one fsync.
   */
  append(records: readonly JournalRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Compaction runs above this size, if at least half of the file is obsolete. Default: 1 MiB. */
  readonly compactAboveBytes?: number | undefined;
}

const frameSchema = z.array(journalRecordSchema);

/** @throws HF_JOURNAL_UNKNOWN if a newer app wrote the file, which is then not changed; HF_JOURNAL_FAILED */
export async function openJournal(path: string, options: JournalOptions = {}): Promise<Journal> {
  const bytes = await readIfPresent(path);
  const scan = scanFrames(bytes);
  const batches = scan.payloads.map(parseBatch);
  const state = batches.flat().reduce(reduceJournal, emptyJournalState);
  const damage =
    scan.damagedBytes === 0 ? null : { lostBytes: scan.damagedBytes, copiedTo: `${path}.damaged` };
  if (damage !== null) {
    await copyFile(path, damage.copiedTo);
    await replaceFileDurably(path, encodeState(state));
  }
  const file = await open(path, bytes.length === 0 ? 'a+' : 'r+', 0o600);
  await file.close();
  const handle = await open(path, 'r+');
  const size = damage === null ? scan.keptBytes : (await handle.stat()).size;
  await handle.truncate(size);
  await handle.sync();
  await syncDirectory(dirname(path));
  return new JournalFile({
    path,
    handle,
    size,
    state,
    damage,
    compactAboveBytes: options.compactAboveBytes ?? 1 << 20,
  });
}

interface JournalFileParts {
  readonly path: string;
  readonly handle: FileHandle;
  readonly size: number;
  readonly state: JournalState;
  readonly damage: Journal['damage'];
  readonly compactAboveBytes: number;
}

interface WaitingAppend {
  readonly records: readonly JournalRecord[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

class JournalFile implements Journal {
  readonly damage: Journal['damage'];
  readonly #path: string;
  readonly #compactAboveBytes: number;
  #handle: FileHandle;
  #size: number;
  #state: JournalState;
  #waiting: WaitingAppend[] = [];
  #writing: Promise<void> | undefined;
  /** True if the file's content is unknown or its path names another file: the next append rewrites it from `state`. */
  #mustRewrite = false;
  #closed = false;

  constructor(parts: JournalFileParts) {
    this.damage = parts.damage;
    this.#path = parts.path;
    this.#handle = parts.handle;
    this.#size = parts.size;
    this.#state = parts.state;
    this.#compactAboveBytes = parts.compactAboveBytes;
  }

  get state(): JournalState {
    return this.#state;
  }

  append(records: readonly JournalRecord[]): Promise<void> {
    if (this.#closed)
      return Promise.reject(new HoldfastError('HF_JOURNAL_FAILED', { details: { reason: 'closed' } }));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject });
      this.#writing ??= this.#writeWaiting();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#handle.close();
  }

  async #writeWaiting(): Promise<void> {
    // Wait one microtask, so that appends requested together share a write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#mustRewrite) await this.#rewrite();
        await this.#write(batch);
        for (const { records } of batch) this.#state = records.reduce(reduceJournal, this.#state);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(toJournalError(error));
      }
      await this.#compactWhenLarge();
    }
    this.#writing = undefined;
  }

  async #write(batch: readonly WaitingAppend[]): Promise<void> {
    // One frame: records that share an fsync are kept or lost together, so that none is missing between two others.
    const bytes = encodeFrame(JSON.stringify(batch.flatMap(({ records }) => records)));
    try {
      let written = 0;
      while (written < bytes.length) {
        const result = await this.#handle.write(bytes, written, bytes.length - written, this.#size + written);
        written += result.bytesWritten;
      }
      await this.#handle.sync();
      this.#size += bytes.length;
    } catch (error) {
      await this.#takeBackWrite();
      throw error;
    }
  }

  async #takeBackWrite(): Promise<void> {
    try {
      await this.#handle.truncate(this.#size);
      await this.#handle.sync();
    } catch {
      this.#mustRewrite = true;
    }
  }

  async #compactWhenLarge(): Promise<void> {
    if (this.#size < this.#compactAboveBytes || encodeState(this.#state).length * 2 > this.#size) return;
    try {
      await this.#rewrite();
    } catch {
      // The old file is still complete; compaction is tried again after the next append.
    }
  }

  async #rewrite(): Promise<void> {
    const content = encodeState(this.#state);
    const old = this.#handle;
    try {
      await replaceFileDurably(this.#path, content);
      this.#handle = await open(this.#path, 'r+');
    } catch (error) {
      // If the path names another file by now, appends to the old one would be lost.
      if (!(await this.#hasItsName())) this.#mustRewrite = true;
      throw error;
    }
    this.#size = content.length;
    this.#mustRewrite = false;
    await old.close();
  }

  async #hasItsName(): Promise<boolean> {
    try {
      const [named, held] = await Promise.all([
        stat(this.#path, { bigint: true }),
        this.#handle.stat({ bigint: true }),
      ]);
      return named.ino === held.ino && named.dev === held.dev;
    } catch {
      return false;
    }
  }
}

function encodeState(state: JournalState): Uint8Array {
  return encodeFrame(JSON.stringify(recordsOf(state)));
}

/** A complete record with an unknown type was written by a newer app. Skipping it would lose it. */
function parseBatch(payload: string): readonly JournalRecord[] {
  const batch = frameSchema.safeParse(JSON.parse(payload));
  if (!batch.success) throw new HoldfastError('HF_JOURNAL_UNKNOWN', { cause: batch.error });
  return batch.data;
}

async function readIfPresent(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return new Uint8Array();
    throw toJournalError(error);
  }
}

function toJournalError(error: unknown): HoldfastError {
  const full = ['ENOSPC', 'EDQUOT'].includes(errorCodeOf(error) ?? '');
  return new HoldfastError(full ? 'HF_JOURNAL_FULL' : 'HF_JOURNAL_FAILED', { cause: error });
}

function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

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
  /** What opening found amiss in the middle of the file; a torn end is normal after a crash and not reported. */
  readonly damage: { readonly lostBytes: number; readonly copiedTo: string } | null;
  /**
   * Resolves when the records are on the disk and in `state`: all of them or, with HF_JOURNAL_FULL or
   * HF_JOURNAL_FAILED, none. Concurrent appends share one fsync.
   */
  append(records: readonly JournalRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Compaction begins above this size and when most of the file is history. */
  readonly compactAboveBytes?: number | undefined;
}

const frameSchema = z.array(journalRecordSchema);

/** @throws HF_JOURNAL_UNKNOWN for one that a newer app wrote, which stays as it is; HF_JOURNAL_FAILED */
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
  /** Nobody knows what is on the disk, or the file has lost its name: the next append starts a new one from `state`. */
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
    // One turn of the event loop gathers the appends that were asked for together.
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
    // One frame: what shares an fsync is kept together or lost together, and leaves no hole in between.
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
      // The old file goes on being complete; the next append tries again.
    }
  }

  async #rewrite(): Promise<void> {
    const content = encodeState(this.#state);
    const old = this.#handle;
    try {
      await replaceFileDurably(this.#path, content);
      this.#handle = await open(this.#path, 'r+');
    } catch (error) {
      // What is appended to a file that has lost its name would be lost with it.
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

/** What is whole and not understood was written by a newer app: to leave it out would lose it. */
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

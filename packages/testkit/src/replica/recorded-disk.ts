import type { FileHandle } from 'node:fs/promises';
import type * as FileSystem from 'node:fs/promises';
import { dirname } from 'node:path';

/** A recorded call that changed the disk. An inode is a file's content, independent of its names. */
export type DiskEvent =
  | { readonly type: 'written'; readonly inode: number; readonly at: number; readonly bytes: Uint8Array }
  | { readonly type: 'truncated'; readonly inode: number; readonly size: number }
  | { readonly type: 'synced'; readonly inode: number }
  | { readonly type: 'named'; readonly path: string; readonly inode: number | null }
  | { readonly type: 'directorySynced'; readonly path: string };

/**
 * Records the calls that change files, so that a test can compute what a power cut at any time would have left. The real
 * file system does the work. Only the calls that the journal makes are supported; others that change a file are refused.
 */
export class DiskRecorder {
  readonly events: DiskEvent[] = [];
  /** While true, syncing a directory fails. */
  refusesDirectories = false;
  readonly #inodes = new Map<string, number>();
  #nextInode = 1;

  /** `node:fs/promises`, with recording. */
  over(real: typeof FileSystem): Partial<typeof FileSystem> {
    return {
      ...real,
      open: async (path, flags, mode) => {
        const handle = await real.open(path, flags, mode);
        if ((await handle.stat()).isDirectory()) return this.#watchDirectory(handle, String(path));
        return this.#watchFile(handle, this.#opened(String(path), String(flags)));
      },
      mkdir: (async (path: string, options: { recursive: true }) => {
        const first = await real.mkdir(path, options);
        for (const made of directoriesFrom(first, path)) this.#opened(made, 'r');
        return first;
      }) as typeof real.mkdir,
      rename: async (from, to) => {
        await real.rename(from, to);
        const inode = this.#inodes.get(String(from)) ?? null;
        this.#name(String(to), inode);
        this.#name(String(from), null);
      },
      rm: async (path, options) => {
        await real.rm(path, options);
        this.#name(String(path), null);
      },
    };
  }

  #opened(path: string, flags: string): number {
    const known = this.#inodes.get(path);
    if (known !== undefined) {
      if (flags.startsWith('w')) this.events.push({ type: 'truncated', inode: known, size: 0 });
      return known;
    }
    const inode = this.#nextInode;
    this.#nextInode += 1;
    this.#name(path, inode);
    return inode;
  }

  #name(path: string, inode: number | null): void {
    if (inode === null) this.#inodes.delete(path);
    else this.#inodes.set(path, inode);
    this.events.push({ type: 'named', path, inode });
  }

  #watchDirectory(handle: FileHandle, path: string): FileHandle {
    return watched(handle, {
      sync: async () => {
        if (this.refusesDirectories) throw new Error('EIO: the directory cannot be synced');
        await handle.sync();
        this.events.push({ type: 'directorySynced', path });
      },
    });
  }

  #watchFile(handle: FileHandle, inode: number): FileHandle {
    const written = (at: number, bytes: Uint8Array) =>
      this.events.push({ type: 'written', inode, at, bytes: Uint8Array.from(bytes) });
    const write = async (bytes: Uint8Array, offset: number, length: number, at: number) => {
      const result = await handle.write(bytes, offset, length, at);
      written(at, bytes.subarray(offset, offset + result.bytesWritten));
      return result;
    };
    return watched(handle, {
      // The journal writes bytes at an offset; other signatures are not supported.
      write: write as FileHandle['write'],
      writeFile: async (content) => {
        await handle.writeFile(content);
        written(0, typeof content === 'string' ? Buffer.from(content) : (content as Uint8Array));
      },
      truncate: async (size = 0) => {
        await handle.truncate(size);
        this.events.push({ type: 'truncated', inode, size });
      },
      sync: async () => {
        await handle.sync();
        this.events.push({ type: 'synced', inode });
      },
    });
  }
}

/** Returns the next number between 0 and 1. */
export type RandomSource = () => number;

/**
 * Returns the files of a directory as a power cut after `events` can leave them. Synced data is present. A write that
 * was not synced can be present whole, in part, not at all or as zeros. A name that was not synced can be as after the
 * directory's last sync or as at any time since.
 */
export function afterPowerCut(
  events: readonly DiskEvent[],
  directory: string,
  random: RandomSource,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const paths = new Set(
    events.flatMap((event) =>
      event.type === 'named' && dirname(event.path) === directory ? [event.path] : [],
    ),
  );
  for (const path of paths) {
    const inode = pick(namesLeft(events, path), random);
    if (inode !== null && inode !== undefined) files.set(path, contentLeft(events, inode, random));
  }
  return files;
}

/** The files that a name can refer to: the one at the last sync of its directory, and each one since. */
function namesLeft(events: readonly DiskEvent[], path: string): readonly (number | null)[] {
  let candidates: (number | null)[] = [null];
  for (const event of events) {
    if (event.type === 'named' && event.path === path) candidates.push(event.inode);
    if (event.type === 'directorySynced' && event.path === dirname(path)) candidates = candidates.slice(-1);
  }
  return candidates;
}

function contentLeft(events: readonly DiskEvent[], inode: number, random: RandomSource): Uint8Array {
  const own = events.filter((event) => 'inode' in event && event.type !== 'named' && event.inode === inode);
  const lastSync = own.findLastIndex(({ type }) => type === 'synced');
  let content: Uint8Array = new Uint8Array();
  for (const [index, event] of own.entries()) {
    const isSafe = index < lastSync;
    if (event.type === 'truncated' && (isSafe || random() < 0.5)) content = resized(content, event.size);
    if (event.type === 'written') {
      if (isSafe) content = overwritten(content, event.at, event.bytes);
      else content = tornWrite(content, event, random);
    }
  }
  return content;
}

function tornWrite(
  content: Uint8Array,
  { at, bytes }: { readonly at: number; readonly bytes: Uint8Array },
  random: RandomSource,
): Uint8Array {
  const length = Math.floor(random() * (bytes.length + 1));
  switch (Math.floor(random() * 4)) {
    case 0:
      return content;
    case 1:
      return overwritten(content, at, bytes);
    case 2:
      return overwritten(content, at, bytes.subarray(0, length));
    default: {
      // The file has its new size, but some of its blocks were not written.
      const holed = Uint8Array.from(bytes);
      holed.fill(0, length, Math.min(bytes.length, length + 1 + Math.floor(random() * 512)));
      return overwritten(content, at, holed);
    }
  }
}

function overwritten(content: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  const next = resized(content, Math.max(content.length, at + bytes.length));
  next.set(bytes, at);
  return next;
}

function resized(content: Uint8Array, size: number): Uint8Array {
  const next = new Uint8Array(size);
  next.set(content.subarray(0, size));
  return next;
}

function pick<Value>(values: readonly Value[], random: RandomSource): Value | undefined {
  return values[Math.floor(random() * values.length)];
}

/** The directories that one call created: from the first missing one down to the requested one. */
function directoriesFrom(first: string | undefined, last: string): readonly string[] {
  const made: string[] = [];
  if (first === undefined) return made;
  for (let path = last; path.length >= first.length; path = dirname(path)) made.unshift(path);
  return made;
}

/** Returns the handle with some of its methods replaced. */
function watched(handle: FileHandle, methods: Partial<FileHandle>): FileHandle {
  return new Proxy(handle, {
    get: (target, name: string) => {
      const own: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}

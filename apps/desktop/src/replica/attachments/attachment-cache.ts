import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { SerialQueue } from '../replica/serial-queue.ts';
import { filesToEvict } from './files-to-evict.ts';
import type { CachedFile } from './files-to-evict.ts';

export interface AttachmentCacheOptions {
  readonly directory: string;
  readonly database: ReplicaDatabase;
  readonly limitBytes: number;
  /** Returns the bytes of an attachment from the server; null without a connection. */
  readonly download: (attachmentId: number) => Promise<Uint8Array | null>;
  readonly now: () => Date;
}

export interface CachedAttachment {
  readonly path: string;
  readonly mimeType: string | null;
}

const maxPrefetchBytes = 10 * 1024 * 1024;
const maxPrefetched = 500;

/** The files of held conversations on this computer. Images are downloaded ahead, other files when they are opened. */
export class AttachmentCache {
  readonly #options: AttachmentCacheOptions;
  readonly #refreshes = new SerialQueue();
  readonly #downloads = new Map<number, Promise<string | null>>();

  #limitBytes: number;

  constructor(options: AttachmentCacheOptions) {
    this.#options = options;
    this.#limitBytes = options.limitBytes;
  }

  /** Returns null if the replica does not hold the attachment, or if it is not cached and cannot be downloaded. */
  async find(attachmentId: number): Promise<CachedAttachment | null> {
    const [row] = await this.#options.database.rows<{ mimeType: string | null }>(
      `select mime_type as "mimeType" from message_attachments where id = $1`,
      [attachmentId],
    );
    if (row === undefined) return null;
    const path = (await this.#cached(attachmentId)) ?? (await this.#downloadOnce(attachmentId));
    return path === null ? null : { path, mimeType: row.mimeType };
  }

  /** Sets the limit in bytes. Evicts the least recently used files at once if the cache is larger. */
  async setLimit(bytes: number): Promise<void> {
    this.#limitBytes = bytes;
    await this.#evict();
  }

  /** Downloads missing images, newest first, and deletes files of conversations that left. */
  refresh(signal: AbortSignal): Promise<void> {
    return this.#refreshes.run(() => this.#refresh(signal));
  }

  async #refresh(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.#dropWhatLeft();
    const wanted = await this.#options.database.rows<{ id: number; bytes: number }>(
      `select id, coalesce(file_size, 0) as bytes from message_attachments
      where type = 'image' and coalesce(file_size, 0) <= $1 order by id desc limit $2`,
      [maxPrefetchBytes, maxPrefetched],
    );
    const files = await this.#files();
    const here = new Set(files.map(({ id }) => id));
    let room = this.#limitBytes - files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { id, bytes } of wanted) {
      if (signal.aborted) return;
      if (here.has(id)) continue;
      // Prefetching must not evict files that the agent opened.
      room -= bytes;
      if (room < 0 || (await this.#downloadOnce(id)) === null) return;
    }
  }

  async #cached(attachmentId: number): Promise<string | null> {
    const path = this.#pathOf(attachmentId);
    try {
      const now = this.#options.now();
      await utimes(path, now, now);
      return path;
    } catch {
      return null;
    }
  }

  #downloadOnce(attachmentId: number): Promise<string | null> {
    const running = this.#downloads.get(attachmentId);
    if (running !== undefined) return running;
    const download = this.#download(attachmentId).finally(() => this.#downloads.delete(attachmentId));
    this.#downloads.set(attachmentId, download);
    return download;
  }

  async #download(attachmentId: number): Promise<string | null> {
    const bytes = await this.#options.download(attachmentId);
    if (bytes === null) return null;
    const path = this.#pathOf(attachmentId);
    await mkdir(this.#options.directory, { recursive: true });
    await writeFile(`${path}.partial`, bytes, { mode: 0o600 });
    await rename(`${path}.partial`, path);
    await this.#evict();
    return path;
  }

  async #evict(): Promise<void> {
    const evicted = filesToEvict(await this.#files(), this.#limitBytes);
    for (const { id } of evicted) await rm(this.#pathOf(id), { force: true });
  }

  async #dropWhatLeft(): Promise<void> {
    const files = await this.#files();
    if (files.length === 0) return;
    const rows = await this.#options.database.rows<{ id: number }>(
      `select id from message_attachments where id = any($1::bigint[])`,
      [files.map(({ id }) => id)],
    );
    const held = new Set(rows.map(({ id }) => id));
    for (const { id } of files) if (!held.has(id)) await rm(this.#pathOf(id), { force: true });
  }

  async #files(): Promise<readonly CachedFile[]> {
    const names = await readdir(this.#options.directory).catch(() => []);
    const files: CachedFile[] = [];
    for (const name of names) {
      if (!/^\d+$/.test(name)) continue;
      const found = await stat(join(this.#options.directory, name)).catch(() => null);
      if (found !== null) files.push({ id: Number(name), bytes: found.size, usedAt: found.mtimeMs });
    }
    return files;
  }

  #pathOf(attachmentId: number): string {
    return join(this.#options.directory, String(attachmentId));
  }
}

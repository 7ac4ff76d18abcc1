import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

export interface FileStore {
  /** Keeps the bytes under a key made of their hash; the same bytes are kept once. */
  put: (tenant: string, bytes: Uint8Array, extension: string) => Promise<string>;
  /** The file's size and a stream of it, or undefined when there is no such file. */
  open: (tenant: string, key: string) => Promise<{ size: number; stream: Readable } | undefined>;
  /** Moves a file out of the way, to where it may lie on slower storage. It can still be opened. Asked twice, it does nothing. */
  archive: (tenant: string, key: string) => Promise<void>;
}

/** No tenant can be named so. */
const archiveFolder = '.archive';
const TENANT_PATTERN = /^[a-z][a-z0-9_]{0,40}$/;
const KEY_PATTERN = /^[0-9a-f]{2}\/[0-9a-f]{62}\.[a-z0-9]{1,5}$/;

/**
 * A file store in a local directory: `<directory>/<tenant>/<2 hex>/<62 hex>.<extension>`. A file is
 * complete or absent: it is written beside its place, flushed, and moved there. Archived files lie under
 * `<directory>/.archive` in the same order.
 */
export function createDirectoryFileStore(directory: string): FileStore {
  return {
    async put(tenant, bytes, extension) {
      const key = fileKey(bytes, extension);
      const target = filePath(directory, tenant, key);
      if (target === undefined) throw new Error(`not a storable file: ${tenant}, .${extension}`);
      if (await exists(target)) return key;
      await mkdir(path.dirname(target), { recursive: true });
      const unfinished = `${target}.${randomUUID()}.part`;
      const file = await open(unfinished, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, target);
      return key;
    },
    async open(tenant, key) {
      for (const root of [directory, path.join(directory, archiveFolder)]) {
        const target = filePath(root, tenant, key);
        if (target === undefined) return undefined;
        const found = await stat(target).catch(() => undefined);
        if (found?.isFile() === true) return { size: found.size, stream: createReadStream(target) };
      }
      return undefined;
    },
    async archive(tenant, key) {
      const [from, to] = [
        filePath(directory, tenant, key),
        filePath(path.join(directory, archiveFolder), tenant, key),
      ];
      if (from === undefined || to === undefined || !(await exists(from))) return;
      await mkdir(path.dirname(to), { recursive: true });
      await rename(from, to);
    },
  };
}

/** The key that a file's bytes have in every store. */
function fileKey(bytes: Uint8Array, extension: string): string {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return `${hash.slice(0, 2)}/${hash.slice(2)}.${extension}`;
}

/** Keys and tenants are matched whole before they touch a path: nothing can climb out of the directory. */
function filePath(directory: string, tenant: string, key: string): string | undefined {
  if (!TENANT_PATTERN.test(tenant) || !KEY_PATTERN.test(key)) return undefined;
  return path.join(directory, tenant, key);
}

async function exists(target: string): Promise<boolean> {
  return stat(target).then(
    (found) => found.isFile(),
    () => false,
  );
}

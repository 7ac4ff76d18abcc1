import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { isTenantSlug } from '../db/tenant-name.ts';

export interface FileStore {
  /** Stores bytes and returns their key, which is derived from their hash: equal bytes are stored once. */
  put: (tenant: string, bytes: Uint8Array, extension: string) => Promise<string>;
  /** Returns the file's size and a stream of it, or undefined if there is no such file. */
  open: (tenant: string, key: string) => Promise<{ size: number; stream: Readable } | undefined>;
  /** Moves a file to the archive, which can be on slower storage. `open` still finds it. Idempotent. */
  archive: (tenant: string, key: string) => Promise<void>;
}

/** A tenant name cannot begin with a dot. */
const archiveFolder = '.archive';
const keyPattern = /^[0-9a-f]{2}\/[0-9a-f]{62}\.[a-z0-9]{1,5}$/;

/**
 * A file store in a local directory: `<directory>/<tenant>/<2 hex>/<62 hex>.<extension>`. A file is either complete
 * or absent: it is written to a temporary file in the same folder, fsynced and renamed. Archived files are under
 * `<directory>/.archive`, in the same layout.
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

/** The key depends only on content and extension, so it is the same in every store. */
function fileKey(bytes: Uint8Array, extension: string): string {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return `${hash.slice(0, 2)}/${hash.slice(2)}.${extension}`;
}

/** Keys and tenants must match their pattern completely before they become part of a path (no path traversal). */
function filePath(directory: string, tenant: string, key: string): string | undefined {
  if (!isTenantSlug(tenant) || !keyPattern.test(key)) return undefined;
  return path.join(directory, tenant, key);
}

async function exists(target: string): Promise<boolean> {
  return stat(target).then(
    (found) => found.isFile(),
    () => false,
  );
}

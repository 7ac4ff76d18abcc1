import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { setStorageLimitInputSchema, defaultStorageLimit } from '../../contract/storage.ts';
import { replaceFileDurably } from '../journal/durable-files.ts';

const limitSchema = z.object({ version: z.literal(1), totalBytes: setStorageLimitInputSchema.shape.bytes });

/** Returns the storage limit of this account on this device; the default if it is not set or the file is damaged. */
export async function readStorageLimit(path: string): Promise<number> {
  try {
    return limitSchema.parse(JSON.parse(await readFile(path, 'utf8'))).totalBytes;
  } catch {
    return defaultStorageLimit;
  }
}

export async function writeStorageLimit(path: string, totalBytes: number): Promise<void> {
  await replaceFileDurably(path, `${JSON.stringify({ version: 1, totalBytes })}\n`);
}

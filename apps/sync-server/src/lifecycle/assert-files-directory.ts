import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

/** Writes and removes a probe file; throws HF_FILES_DIRECTORY_UNUSABLE. */
export async function assertFilesDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.probe-${randomUUID()}`);
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(probe, 'writable');
    await rm(probe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HoldfastError('HF_FILES_DIRECTORY_UNUSABLE', { details: { directory, reason }, cause: error });
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PostmasterFile {
  readonly processId: number;
  readonly ready: boolean;
}

/** Reads `postmaster.pid` of a data directory: line 1 is the process id, line 8 the status. */
export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(postmasterFilePath(dataDirectory), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parsePostmasterFile(text);
}

export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n');
  const processId = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(processId) || processId <= 0) return undefined;
  return { processId, ready: lines[7]?.trim() === 'ready' };
}

export function postmasterFilePath(dataDirectory: string): string {
  return join(dataDirectory, 'postmaster.pid');
}

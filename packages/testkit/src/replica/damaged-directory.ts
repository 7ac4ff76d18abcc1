import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeededRandom } from '@holdfast/schema/random/seeded-random';

const pageBytes = 8192;

/**
 * Damages a database's directory as a power cut can damage files that were not synced: files are truncated at any byte,
 * have pages of zeros or random bytes, have old contents, or are missing.
 * @param older an older copy of the same directory; files can be reset to it
 * @returns a description of each damage, for the message of a failed test
 */
export async function damageDirectory(
  directory: string,
  older: string,
  choices: SeededRandom,
): Promise<readonly string[]> {
  const files = await filesOf(directory);
  const done: string[] = [];
  for (let count = choices.between(1, 5); count > 0; count -= 1) {
    const file = choices.oneOf(choices.chance(0.8) ? files.filter(isOften) : files);
    if (file !== undefined)
      done.push(`${file}: ${await damageFile(join(directory, file), join(older, file), choices)}`);
  }
  return done;
}

/** Files that are written while an agent works: tables, write-ahead log, control and transaction status files. */
function isOften(file: string): boolean {
  return /^(base\/5\/\d+|pg_wal|global|pg_xact)/.test(file);
}

async function damageFile(path: string, older: string, choices: SeededRandom): Promise<string> {
  const content = await readFile(path).catch(() => null);
  if (content === null) return 'gone already';
  const at = choices.between(0, content.length);
  switch (choices.between(0, 4)) {
    case 0:
      await truncate(path, at);
      return `cut at ${at} of ${content.length}`;
    case 1: {
      const page = Math.floor(at / pageBytes) * pageBytes;
      await writeFile(
        path,
        content.fill(0, page, Math.min(content.length, page + pageBytes * choices.between(1, 3))),
      );
      return `zeros at ${page}`;
    }
    case 2: {
      for (let byte = at; byte < Math.min(at + 200, content.length); byte += 1)
        content[byte] = choices.between(0, 255);
      await writeFile(path, content);
      return `nonsense at ${at}`;
    }
    case 3: {
      const before = await readFile(older).catch(() => null);
      if (before === null) await rm(path);
      else await writeFile(path, before);
      return 'as it was before';
    }
    default:
      await rm(path);
      return 'gone';
  }
}

async function filesOf(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SourceFile } from './find-violations.ts';

const sourceFolders = ['apps', 'packages', 'scripts', 'bench', 'soak'];
/** Installed, built or generated files; fixtures violate boundaries on purpose. */
const skippedFolders = new Set(['node_modules', 'out', 'release', 'test-results', 'fixtures']);
const skippedPaths = ['packages/schema/migrations'];

/** Reads all source files of the workspaces, sorted by path. */
export function readSourceFiles(root: string, folders: readonly string[] = sourceFolders): SourceFile[] {
  return folders
    .flatMap((folder) => walk(root, folder))
    .map((path) => ({
      path,
      text: readFileSync(join(root, path), 'utf8'),
    }));
}

function walk(root: string, folder: string): string[] {
  if (skippedPaths.includes(folder)) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : walk(root, path);
      return /\.(tsx?|css|html|py|sql)$/.test(entry.name) ? [path] : [];
    });
}

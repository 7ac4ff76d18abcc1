import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SourceFile } from './find-violations.ts';

const sourceFolders = ['apps', 'packages', 'scripts', 'bench', 'soak'];
/** Installed, built, generated, or (fixtures) wrong on purpose. */
const skippedFolders = new Set(['node_modules', 'out', 'release', 'test-results', 'fixtures']);
const skippedPaths = ['packages/schema/migrations'];

/** All source files of the workspaces, in the order of their paths. */
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

import type { Import } from './read-imports.ts';
import { readImports } from './read-imports.ts';
import { partFolders, permissions, serverContext, serverContextUsers, serverLayers } from './parts.ts';
import type { Part } from './parts.ts';
import { resolveImport } from './resolve-import.ts';

export interface SourceFile {
  /** Path from the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

const serverRoot = `${partFolders.server}/`;

/** Returns one line for each forbidden import: importing file, imported file, reason. */
export function findViolations(files: readonly SourceFile[]): string[] {
  return files.filter((file) => !isTestCode(file.path)).flatMap(violationsOf);
}

function violationsOf(file: SourceFile): string[] {
  return readImports(file.text).flatMap((imported) => {
    const target = resolveImport(file.path, imported.specifier);
    if (target === undefined) return [];
    const reason =
      testCodeReason(file.path, target) ??
      partReason(file.path, target, imported) ??
      layerReason(file.path, target, imported);
    return reason === undefined ? [] : [`${file.path} → ${target}: ${reason}`];
  });
}

/** Test code may import all parts. */
function isTestCode(path: string): boolean {
  return /\.test(\.tsx?)?$|\/testing\/|^(bench|soak|packages\/testkit)\//.test(path);
}

function testCodeReason(from: string, to: string): string | undefined {
  return partOf(from) !== undefined && isTestCode(to) ? 'shipped code may not import test code' : undefined;
}

function partReason(from: string, to: string, imported: Import): string | undefined {
  const [importer, imports] = [partOf(from), partOf(to)];
  if (importer === undefined || imports === undefined || importer === imports) return undefined;
  const permission = permissions[importer][imports];
  if (permission === undefined) return `${importer} may not import ${imports}`;
  if (permission.from !== undefined && !permission.from.some((folder) => from.startsWith(folder))) {
    return `only ${permission.from.join(', ')} may import ${imports}`;
  }
  if (permission.within !== undefined && !permission.within.some((folder) => to.startsWith(folder))) {
    return `${importer} may import only ${permission.within.join(', ')} of ${imports}`;
  }
  if (permission.typesOnly === true && !imported.isTypeOnly) {
    return `${importer} may import only types of ${imports}`;
  }
  return undefined;
}

function partOf(path: string): Part | undefined {
  const parts = Object.entries(partFolders) as [Part, string][];
  return parts.find(([, folder]) => path.startsWith(`${folder}/`))?.[0];
}

function layerReason(from: string, to: string, imported: Import): string | undefined {
  const [importer, imports] = [serverFolder(from), serverFolder(to)];
  if (importer === undefined || imports === undefined || importer === imports) return undefined;
  if (to === serverContext && imported.isTypeOnly && serverContextUsers.includes(importer)) return undefined;
  const [above, below] = [layerOf(importer), layerOf(imports)];
  if (above === -1) return `${importer}/ has no layer yet: give it one in scripts/boundaries/parts.ts`;
  if (below === -1) return `${imports}/ has no layer yet: give it one in scripts/boundaries/parts.ts`;
  if (above === below) return `${importer}/ and ${imports}/ are one layer: never sideways`;
  return above > below ? `${importer}/ lies below ${imports}/: never up` : undefined;
}

function serverFolder(path: string): string | undefined {
  if (!path.startsWith(serverRoot)) return undefined;
  const [folder, rest] = path.slice(serverRoot.length).split('/');
  return rest === undefined ? undefined : folder;
}

function layerOf(folder: string): number {
  return serverLayers.findIndex((layer) => layer.includes(folder));
}

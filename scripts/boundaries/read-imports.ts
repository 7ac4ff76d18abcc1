/** One import, export-from or dynamic import of a source file. */
export interface Import {
  readonly specifier: string;
  /** True for `import type`, which does not exist at run time. */
  readonly isTypeOnly: boolean;
}

const comment = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]/g;

/** Returns the imports of a source text: static ones first, then dynamic ones. Patterns suffice for formatted files. */
export function readImports(source: string): Import[] {
  const code = source.replaceAll(comment, '');
  const found: Import[] = [];
  for (const match of code.matchAll(statement)) {
    found.push({ specifier: match[2] ?? '', isTypeOnly: match[1] !== undefined });
  }
  for (const match of code.matchAll(dynamic)) found.push({ specifier: match[1] ?? '', isTypeOnly: false });
  return found;
}

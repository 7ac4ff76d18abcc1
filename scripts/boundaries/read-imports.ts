/** One import, export-from or dynamic import of a source file. */
export interface Import {
  readonly specifier: string;
  /** `import type`: gone at run time. */
  readonly isTypeOnly: boolean;
}

const comment = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]/g;

/** The imports of a source text, in order of kind. Read by patterns: our own files are formatted, so they suffice. */
export function readImports(source: string): Import[] {
  const code = source.replaceAll(comment, '');
  const found: Import[] = [];
  for (const match of code.matchAll(statement)) {
    found.push({ specifier: match[2] ?? '', isTypeOnly: match[1] !== undefined });
  }
  for (const match of code.matchAll(dynamic)) found.push({ specifier: match[1] ?? '', isTypeOnly: false });
  return found;
}

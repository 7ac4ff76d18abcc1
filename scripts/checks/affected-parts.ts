import type { PartName } from './selection.ts';

const code = /\.(ts|tsx|js|mjs|json|sql)$/;
/** Files that affect every tool and test. */
const shared = /^(pnpm-lock\.yaml|pnpm-workspace\.yaml|package\.json|tsconfig\.base\.json)$/;
const testFile = /\.test\.tsx?$/;
const product = /^(apps|packages)\//;

/**
 * Returns true for the files that a part depends on. In `unit`, `screens` and `pg` vitest finds the test files that import
 * a changed file.
 */
const inputs: Readonly<Record<PartName, (path: string) => boolean>> = {
  format: () => true,
  lint: (path) => code.test(path) || path === '.oxlintrc.json',
  types: (path) => code.test(path),
  'dead-code': (path) => code.test(path),
  unit: isTested,
  screens: (path) => /^(apps\/desktop|packages)\//.test(path) && isTested(path),
  pg: isTested,
  soak: (path) => (path.startsWith('soak/') || product.test(path)) && !testFile.test(path) && code.test(path),
  e2e: (path) => product.test(path) && !testFile.test(path) && (code.test(path) || path.endsWith('.css')),
};

/** Returns the parts whose result can depend on the changed files. */
export function affectedParts(
  parts: readonly PartName[],
  changedFiles: readonly string[],
): readonly PartName[] {
  return parts.filter((part) => changedFiles.some((path) => shared.test(path) || inputs[part](path)));
}

/** Some tests read documents and style sheets. */
function isTested(path: string): boolean {
  return code.test(path) || /\.(md|css)$/.test(path) || path.startsWith('vitest.config');
}

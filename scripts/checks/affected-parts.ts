import type { PartName } from './selection.ts';

const code = /\.(ts|tsx|js|mjs|json|sql)$/;
/** Changes what every tool and test does. */
const shared = /^(pnpm-lock\.yaml|pnpm-workspace\.yaml|package\.json|tsconfig\.base\.json)$/;
const testFile = /\.test\.tsx?$/;
const product = /^(apps|packages)\//;

/**
 * The files that a part depends on. In `unit`, `screens` and `pg` vitest itself finds the test files that import what has
 * changed.
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

/** Those of `parts` that can come out differently because of the changed files. */
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

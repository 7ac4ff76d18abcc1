import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Postgres itself and its files, which PGlite loads from beside its code. */
const assets = ['pglite.wasm', 'pglite.data', 'initdb.wasm'];

export function copyPgliteAssets(): Plugin {
  const directory = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  return {
    name: 'holdfast:copy-pglite-assets',
    generateBundle() {
      for (const fileName of assets) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(directory, fileName)) });
      }
    },
  };
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Postgres itself and its files, which PGlite loads from beside its code. */
const assets = ['pglite.wasm', 'pglite.data', 'initdb.wasm'];
const assetAddress = /new URL\("\.\/(pglite\.wasm|pglite\.data|initdb\.wasm)",\s*import\.meta\.url\)/g;

/**
 * Puts PGlite's assets beside the bundle, and lets it find them in the packaged app: they are kept outside the asar,
 * because PGlite asks for them by URL, which not every Electron can look up in an asar.
 */
export function shipPgliteAssets(): Plugin {
  const directory = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  const found = new Set<string>();
  return {
    name: 'holdfast:ship-pglite-assets',
    transform(code, id) {
      if (!id.includes('@electric-sql/pglite')) return null;
      return code.replaceAll(assetAddress, (_match, asset: string) => {
        found.add(asset);
        return `new URL("./${asset}", import.meta.url.replace("/app.asar/", "/app.asar.unpacked/"))`;
      });
    },
    generateBundle() {
      for (const fileName of assets) {
        if (!found.has(fileName)) this.error(`PGlite does not load ${fileName} in the way it used to`);
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(directory, fileName)) });
      }
    },
  };
}

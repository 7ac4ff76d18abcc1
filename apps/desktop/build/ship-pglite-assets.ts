import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Postgres as WebAssembly and its data files. PGlite loads them from the folder of its own code. */
const assets = ['pglite.wasm', 'pglite.data', 'initdb.wasm'];
const assetAddress = /new URL\("\.\/(pglite\.wasm|pglite\.data|initdb\.wasm)",\s*import\.meta\.url\)/g;

/**
 * Copies PGlite's assets beside the bundle and rewrites their addresses for the packaged app. There they are kept
 * outside the asar: PGlite loads them by URL, and not every version of Electron can read a URL inside an asar.
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
        if (!found.has(fileName)) this.error(`PGlite no longer loads ${fileName} by the expected expression`);
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(directory, fileName)) });
      }
    },
  };
}

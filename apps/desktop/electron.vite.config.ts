import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { buildReplicaTemplate } from './build/build-replica-template.ts';
import { shipPgliteAssets } from './build/ship-pglite-assets.ts';

// The oldest Electron that development may run on; releases run on a far newer one.
const nodeTarget = 'node18.15';
const chromeTarget = 'chrome114';

export default defineConfig({
  // The replica is built with main: both are Node, and what they share is bundled once. Everything is bundled, so
  // the package has no node_modules.
  main: {
    plugins: [shipPgliteAssets(), buildReplicaTemplate('out/replica-template')],
    build: {
      outDir: 'out/main',
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        // PGlite's Emscripten code has an eval that Node never reaches.
        checks: { eval: false },
        input: { main: 'src/main/main.ts', replica: 'src/replica/entry.ts' },
        // One flat folder: PGlite looks for its files beside the file that it is in.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: chromeTarget,
      minify: true,
      // The policy of our pages allows no `data:` addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});

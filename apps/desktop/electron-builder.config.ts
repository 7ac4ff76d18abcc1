import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';

/**
 * The package of the desktop app. Everything is bundled, so it holds what the build made and no node_modules.
 *
 * `HOLDFAST_ELECTRON_DIST` and `HOLDFAST_ELECTRON_VERSION` name a runtime to package with instead of the pinned one;
 * `HOLDFAST_TEST_FLAVOUR=1` leaves the debugging port open, which Playwright needs and a release must not have.
 */
const electronDist = process.env['HOLDFAST_ELECTRON_DIST'];
const electronVersion = process.env['HOLDFAST_ELECTRON_VERSION'];
// The fallback runtime is older than this fuse.
const hasFileProtocolFuse = electronVersion === undefined || Number.parseInt(electronVersion, 10) >= 29;
const isTestFlavour = process.env['HOLDFAST_TEST_FLAVOUR'] === '1';

const configuration: Configuration = {
  appId: 'app.holdfast.desktop',
  productName: 'Holdfast',
  executableName: 'holdfast',
  ...(electronDist === undefined ? {} : { electronDist }),
  ...(electronVersion === undefined ? {} : { electronVersion }),
  directories: { output: 'release', buildResources: 'resources' },
  files: ['out/main', 'out/preload', 'out/renderer', 'package.json', '!**/node_modules/**'],
  extraResources: [{ from: 'resources/icons', to: 'icons', filter: ['*.png'] }],
  // Not as a resource: those lose their empty folders, and Postgres does not start without its own.
  afterPack: ({ appOutDir, packager }) =>
    cp('out/replica-template', join(packager.getResourcesDir(appOutDir), 'replica-template'), {
      recursive: true,
    }),
  asar: true,
  asarUnpack: ['out/main/*.wasm', 'out/main/*.data'],
  npmRebuild: false,
  publish: null,
  electronLanguages: ['en-US', 'de'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: isTestFlavour,
    enableEmbeddedAsarIntegrityValidation: process.platform !== 'linux',
    onlyLoadAppFromAsar: true,
    ...(hasFileProtocolFuse ? { grantFileProtocolExtraPrivileges: false } : {}),
  },
  linux: { target: 'dir', category: 'Office', icon: 'resources/icons/icon.png' },
  mac: { target: 'dir', category: 'public.app-category.business', icon: 'resources/icons/icon.png' },
  win: { target: 'dir', icon: 'resources/icons/icon.png' },
};

export default configuration;

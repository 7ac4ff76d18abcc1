import { buildDesktop } from './desktop/build-desktop.ts';
import { findElectron } from './electron/find-electron.ts';
import { runScript } from './process/explained-error.ts';

await runScript(async () => {
  console.log(await buildDesktop(await findElectron()));
});

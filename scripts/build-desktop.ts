import { buildDesktop } from './desktop/build-desktop.ts';
import { findElectron } from './electron/find-electron.ts';
import { runScript } from './process/run-script.ts';

await runScript(async () => {
  console.log(await buildDesktop(await findElectron()));
});

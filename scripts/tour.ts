import { buildDesktop } from './desktop/build-desktop.ts';
import { runTour } from './desktop/run-tour.ts';
import { findElectron } from './electron/find-electron.ts';
import { runScript } from './process/run-script.ts';
import { ensureSystemLibraries } from './system/ensure-system-libraries.ts';

await runScript(async () => {
  await ensureSystemLibraries({ headless: true });
  await runTour(await buildDesktop(await findElectron()));
});

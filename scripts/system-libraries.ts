import { runScript } from './process/run-script.ts';
import { ensureSystemLibraries } from './system/ensure-system-libraries.ts';

await runScript(async () => {
  await ensureSystemLibraries({ headless: true });
  console.log('All system libraries for Electron and its tests are installed.');
});

import { runScript } from './process/run-script.ts';
import { ensureSystemLibraries } from './system/ensure-system-libraries.ts';

await runScript(async () => {
  await ensureSystemLibraries({ headless: true });
  console.log('Every system library that Electron and its tests need is there.');
});

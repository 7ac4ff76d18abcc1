import { findElectron } from './electron/find-electron.ts';
import { runScript } from './process/run-script.ts';

await runScript(async () => {
  const runtime = await findElectron();
  console.log(runtime.directory);
});

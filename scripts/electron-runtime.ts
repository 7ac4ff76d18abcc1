import { findElectron } from './electron/find-electron.ts';
import { runScript } from './process/explained-error.ts';

await runScript(async () => {
  const runtime = await findElectron();
  console.log(runtime.directory);
});

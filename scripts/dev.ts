import { join } from 'node:path';

import { hasDisplay } from './desktop/on-display.ts';
import { runFromSources } from './desktop/run-from-sources.ts';
import { findElectron } from './electron/find-electron.ts';
import { stateDirectory } from './paths.ts';
import { UserFacingError } from './process/user-facing-error.ts';
import { runScript } from './process/run-script.ts';
import { untilInterrupted } from './process/until-interrupted.ts';
import { startProduct } from './product/start-product.ts';
import { ensureSystemLibraries } from './system/ensure-system-libraries.ts';

const port = Number(process.env['HOLDFAST_PORT'] ?? 7420);

// Like start.ts, but server and app restart when their sources change.
await runScript(async () => {
  const interrupted = untilInterrupted();
  if (!hasDisplay()) throw new UserFacingError('There is no display. Try: xvfb-run -a npx pnpm dev');
  await ensureSystemLibraries({ headless: false });
  const runtime = await findElectron();
  const product = await startProduct({ stateDirectory, port, isWatched: true });
  try {
    console.log(
      `\nServer and app restart on change. Logs: ${join(stateDirectory, 'logs')}. Ctrl-C stops everything.`,
    );
    await runFromSources(product, { runtime, stateDirectory, interrupted });
  } finally {
    console.log('\nStopping …');
    await product.stop();
  }
});

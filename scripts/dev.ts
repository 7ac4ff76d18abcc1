import { join } from 'node:path';

import { hasDisplay } from './desktop/on-display.ts';
import { sandboxArguments } from './desktop/start-app.ts';
import { findElectron } from './electron/find-electron.ts';
import { repositoryRoot, stateDirectory } from './paths.ts';
import { ExplainedError } from './process/explained-error.ts';
import { runScript } from './process/run-script.ts';
import { untilInterrupted } from './process/until-interrupted.ts';
import { startProduct } from './product/start-product.ts';
import { ensureSystemLibraries } from './system/ensure-system-libraries.ts';

const port = Number(process.env['HOLDFAST_PORT'] ?? 7420);
const desktop = join(repositoryRoot, 'apps/desktop');

// Like start.ts, with the server watched and the app run from its sources.
await runScript(async () => {
  const interrupted = untilInterrupted();
  if (!hasDisplay()) throw new ExplainedError('There is no display. Try: xvfb-run -a npx pnpm dev');
  await ensureSystemLibraries({ headless: false });
  const runtime = await findElectron();
  const product = await startProduct({ stateDirectory, port, isWatched: true });
  try {
    const app = await product.group.start({
      name: 'Holdfast from its sources',
      command: join(desktop, 'node_modules/.bin/electron-vite'),
      arguments: ['dev', '--watch', ...(sandboxArguments().length > 0 ? ['--noSandbox'] : [])],
      cwd: desktop,
      env: {
        ELECTRON_EXEC_PATH: runtime.executable,
        HOLDFAST_SERVER_URL: product.serverUrl,
        HOLDFAST_USER_DATA: join(stateDirectory, 'desktop'),
        HOLDFAST_DEMO_SIGN_IN: JSON.stringify(product.signIn),
      },
      logPath: join(stateDirectory, 'logs/desktop.log'),
    });
    console.log(
      `\nEverything reloads on change. Logs: ${join(stateDirectory, 'logs')}. Ctrl-C stops everything.`,
    );
    await Promise.race([interrupted, app.exited]);
    if (app.hasExited()) console.log(app.readLogTail());
  } finally {
    console.log('\nStopping …');
    await product.stop();
  }
});

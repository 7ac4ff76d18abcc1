import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { removeDataDirectory } from '../apps/sync-server/src/embedded-postgres/data-directory.ts';
import { buildDesktop } from './desktop/build-desktop.ts';
import { hasDisplay } from './desktop/on-display.ts';
import { runTour } from './desktop/run-tour.ts';
import { startApp } from './desktop/start-app.ts';
import { findElectron } from './electron/find-electron.ts';
import { stateDirectory } from './paths.ts';
import { UserFacingError } from './process/user-facing-error.ts';
import { runScript } from './process/run-script.ts';
import { ServiceGroup } from './process/service-group.ts';
import { untilInterrupted } from './process/until-interrupted.ts';
import { startProduct } from './product/start-product.ts';
import type { Product } from './product/start-product.ts';
import { ensureSystemLibraries } from './system/ensure-system-libraries.ts';

const { values } = parseArgs({ options: { reset: { type: 'boolean' } } });
const port = Number(process.env['HOLDFAST_PORT'] ?? 7420);

await runScript(async () => {
  const interrupted = untilInterrupted();
  if (values.reset === true) await reset();
  await ensureSystemLibraries({ headless: !hasDisplay() });
  const executable = await buildDesktop(await findElectron());
  const product = await startProduct({ stateDirectory, port, isWatched: false });
  try {
    await (hasDisplay() ? useApp(product, executable, interrupted) : runTour(executable));
  } finally {
    console.log('\nStopping …');
    await product.stop();
  }
});

/** Runs the app until Ctrl-C, until it is quit, or until a service exits. */
async function useApp(product: Product, executable: string, interrupted: Promise<unknown>): Promise<void> {
  const { serverUrl, signIn } = product;
  const app = await startApp(product.group, { executable, serverUrl, signIn, stateDirectory });
  console.log(`\nHoldfast is open. You are ${signIn.email} of ${signIn.tenant}; Ctrl-C stops everything.`);
  const ended = product.services.map((service) => service.exited.then(() => service));
  const service = await Promise.race([interrupted, app.exited, ...ended]);
  const failed = product.services.find((candidate) => candidate === service);
  if (failed !== undefined)
    throw new UserFacingError(`${failed.name} exited unexpectedly:\n${failed.readLogTail()}`);
}

/** Deletes all state. Throws if an earlier start is still running. */
async function reset(): Promise<void> {
  const group = await ServiceGroup.take(join(stateDirectory, 'processes.json'));
  await group.stop();
  await removeDataDirectory(join(stateDirectory, 'postgres'));
  await rm(stateDirectory, { recursive: true, force: true });
}

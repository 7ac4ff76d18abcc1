import { watch } from 'node:fs';
import { join } from 'node:path';

import type { ElectronRuntime } from '../electron/electron-runtime.ts';
import { repositoryRoot } from '../paths.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import type { Product } from '../product/start-product.ts';
import { buildDesktop } from './build-desktop.ts';
import { startApp } from './start-app.ts';

const sources = ['apps/desktop/src', 'packages/schema/src', 'packages/schema/migrations', 'packages/ui/src'];
/** Waits for several saved files, so that one build covers them. */
const debounceMs = 300;

export interface SourcesOptions {
  readonly runtime: ElectronRuntime;
  readonly stateDirectory: string;
  /** Resolves when the run has to end. */
  readonly interrupted: Promise<unknown>;
}

/**
 * Runs the packaged app, and builds and restarts it when a source changes. It is packaged each time, because the
 * fallback Electron runs only packaged apps, and so that main, replica and pages come from one build. Returns after
 * an interruption or when the app was quit.
 */
export async function runFromSources(product: Product, options: SourcesOptions): Promise<void> {
  const { serverUrl, signIn, group } = product;
  const changes = watchSources();
  const interrupted = options.interrupted.then(() => 'interrupted' as const);
  try {
    for (;;) {
      const executable = await build(options.runtime);
      const app =
        executable === null
          ? null
          : await startApp(group, { executable, serverUrl, signIn, stateDirectory: options.stateDirectory });
      const quit = app?.exited.then(() => 'quit' as const) ?? new Promise<never>(() => {});
      const next = await Promise.race([interrupted, quit, changes.next().then(() => 'changed' as const)]);
      if (next !== 'changed') return;
      await app?.stop();
    }
  } finally {
    changes.close();
  }
}

/** A failed build prints its reason; the next change is built again. */
async function build(runtime: ElectronRuntime): Promise<string | null> {
  try {
    return await buildDesktop(runtime);
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    console.log(`${error.message}\nWaiting for a change …`);
    return null;
  }
}

/** `next` resolves at the first change after the previous call. */
function watchSources(): { next(): Promise<void>; close(): void } {
  let isChanged = false;
  let notify = () => {};
  let timer: NodeJS.Timeout | undefined;
  const watchers = sources.map((folder) =>
    watch(join(repositoryRoot, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isChanged = true;
        notify();
      }, debounceMs);
    }),
  );
  return {
    next: async () => {
      if (!isChanged) await new Promise<void>((resolve) => (notify = resolve));
      isChanged = false;
    },
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

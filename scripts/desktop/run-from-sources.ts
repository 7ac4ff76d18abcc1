import { watch } from 'node:fs';
import { join } from 'node:path';

import type { ElectronRuntime } from '../electron/electron-runtime.ts';
import { repositoryRoot } from '../paths.ts';
import { ExplainedError } from '../process/explained-error.ts';
import type { Product } from '../product/start-product.ts';
import { buildDesktop } from './build-desktop.ts';
import { startApp } from './start-app.ts';

const sources = ['apps/desktop/src', 'packages/schema/src', 'packages/schema/migrations', 'packages/ui/src'];
/** An editor saves several files at once; one build is enough for them. */
const quietMilliseconds = 300;

export interface SourcesOptions {
  readonly runtime: ElectronRuntime;
  readonly stateDirectory: string;
  /** Ends it. */
  readonly interrupted: Promise<unknown>;
}

/**
 * Runs the app as it ships, and builds and starts it again whenever one of its sources changes. It is packaged each time: the
 * fallback Electron can run nothing else, and main, replica and pages are always of one build. Returns when it is
 * interrupted or the app was quit.
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

/** A build that fails says why; the next change may mend it. */
async function build(runtime: ElectronRuntime): Promise<string | null> {
  try {
    return await buildDesktop(runtime);
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    console.log(`${error.message}\nWaiting for a change …`);
    return null;
  }
}

/** Each call of `next` resolves once, after a change since the call before. */
function watchSources(): { next(): Promise<void>; close(): void } {
  let isChanged = false;
  let tell = () => {};
  let timer: NodeJS.Timeout | undefined;
  const watchers = sources.map((folder) =>
    watch(join(repositoryRoot, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isChanged = true;
        tell();
      }, quietMilliseconds);
    }),
  );
  return {
    next: async () => {
      if (!isChanged) await new Promise<void>((resolve) => (tell = resolve));
      isChanged = false;
    },
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

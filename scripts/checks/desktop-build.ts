import { buildDesktop } from '../desktop/build-desktop.ts';
import { findElectron } from '../electron/find-electron.ts';
import { ensureSystemLibraries } from '../system/ensure-system-libraries.ts';
import type { Check } from './check.ts';

export interface DesktopBuild {
  readonly check: Check;
  /** Returns the path of the built app. @throws if the build failed: the end-to-end tests then count as one failure */
  readonly executable: () => string;
}

/** Builds and packages the app for the end-to-end tests. */
export function desktopBuild(): DesktopBuild {
  let executable: string | undefined;
  return {
    check: {
      name: 'desktop build',
      run: async () => {
        await ensureSystemLibraries({ headless: true });
        executable = await buildDesktop(await findElectron());
        return { passed: 1, failed: 0 };
      },
    },
    executable: () => {
      if (executable === undefined) throw new Error('There is no desktop build to test.');
      return executable;
    },
  };
}

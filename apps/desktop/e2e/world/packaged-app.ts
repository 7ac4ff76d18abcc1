import { buildDesktop } from '../../../../scripts/desktop/build-desktop.ts';
import { findElectron } from '../../../../scripts/electron/find-electron.ts';

/**
 * Returns the executable under test: the packaged app as shipped, except for the open debugging port.
 * HOLDFAST_DESKTOP_EXECUTABLE names it; otherwise it is built now.
 */
export async function findPackagedApp(): Promise<string> {
  return process.env['HOLDFAST_DESKTOP_EXECUTABLE'] ?? (await buildDesktop(await findElectron()));
}

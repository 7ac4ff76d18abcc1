import { buildDesktop } from '../../../../scripts/desktop/build-desktop.ts';
import { findElectron } from '../../../../scripts/electron/find-electron.ts';

/**
 * Returns the executable under test: the packaged app as shipped, except for the open debugging port.
 * HOLDFAST_DESKTOP_EXECUTABLE names it; otherwise it is built now.
 */
export async function findPackagedApp(): Promise<string> {
  if (process.platform === 'linux') {
    requireVariable('DISPLAY', 'a display, for instance with xvfb-run -a -s "-screen 0 1920x1200x24"');
    requireVariable('DBUS_SESSION_BUS_ADDRESS', 'a session bus, for instance with dbus-run-session --');
  }
  return process.env['HOLDFAST_DESKTOP_EXECUTABLE'] ?? (await buildDesktop(await findElectron()));
}

function requireVariable(name: string, remedy: string): void {
  if ((process.env[name] ?? '') === '') throw new Error(`${name} is not set. The tests need ${remedy}.`);
}

import { app, dialog } from 'electron';
import { registerAppScheme } from './protocol/app-protocol.ts';
import { readEnvironment } from './settings/environment.ts';
import type { Environment } from './settings/environment.ts';
import { startDesktop } from './start-desktop.ts';

const environment = readEnvironmentOrExit();
if (environment.userDataDirectory !== null) app.setPath('userData', environment.userDataDirectory);

// Root cannot have Chromium's sandbox: where it was switched off, enforcing it would keep every page from starting.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
// Windows ties notifications to this name.
app.setAppUserModelId('app.holdfast.desktop');

// A second start hands over to the first, which shows its window.
if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => startDesktop(environment))
    .catch(refuseToStart);
} else {
  app.quit();
}

function readEnvironmentOrExit(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    return refuseToStart(error);
  }
}

/** Says why; before the app is ready that goes to the terminal where there is no window system to ask. */
function refuseToStart(error: unknown): never {
  dialog.showErrorBox('Holdfast cannot start', error instanceof Error ? error.message : String(error));
  process.exit(1);
}

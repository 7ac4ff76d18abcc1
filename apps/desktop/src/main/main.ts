import { app, dialog } from 'electron';
import { registerAppScheme } from './protocol/app-protocol.ts';
import { readEnvironment } from './settings/environment.ts';
import type { DesktopEnvironment } from './settings/environment.ts';
import { startDesktop } from './start-desktop.ts';

const environment = readEnvironmentOrExit();
if (environment.userDataDirectory !== null) app.setPath('userData', environment.userDataDirectory);

// Chromium's sandbox does not work for root. With `--no-sandbox`, enabling the sandbox would keep every page from
// loading.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
// Windows assigns notifications to the app by this id.
app.setAppUserModelId('app.holdfast.desktop');

// A second start quits and makes the running app show its window.
if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => startDesktop(environment))
    .catch(refuseToStart);
} else {
  app.quit();
}

function readEnvironmentOrExit(): DesktopEnvironment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    return refuseToStart(error);
  }
}

/** Shows the error in a dialog. Before the app is ready, on Linux without a window system, it goes to the terminal. */
function refuseToStart(error: unknown): never {
  dialog.showErrorBox('Holdfast cannot start', error instanceof Error ? error.message : String(error));
  process.exit(1);
}

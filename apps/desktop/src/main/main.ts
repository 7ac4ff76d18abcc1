import { app } from 'electron';
import { registerAppScheme } from './protocol/app-protocol.ts';
import { readEnvironment } from './settings/environment.ts';
import { startDesktop } from './start-desktop.ts';

const environment = readEnvironment(process.env);
if (environment.userDataDirectory !== null) app.setPath('userData', environment.userDataDirectory);

// Root cannot have Chromium's sandbox: where it was switched off, enforcing it would keep every page from starting.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerAppScheme();
// Windows ties notifications to this name.
app.setAppUserModelId('app.holdfast.desktop');

// A second start hands over to the first, which shows its window.
if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(() => startDesktop(environment));
} else {
  app.quit();
}

import { app, powerMonitor, safeStorage, session } from 'electron';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createValidatedIpc } from './ipc/validated-ipc.ts';
import { registerWindowFunctions } from './ipc/window-functions.ts';
import { setApplicationMenu } from './lifecycle/application-menu.ts';
import { recordCrashes } from './lifecycle/crash-records.ts';
import { offerToTryAgain } from './lifecycle/fatal-dialog.ts';
import { quitCleanly } from './lifecycle/quit-cleanly.ts';
import { shellFacts } from './lifecycle/shell-facts.ts';
import { shellTexts } from './lifecycle/shell-texts.ts';
import { openLog } from './logging/log.ts';
import { Notifier } from './notifications/notifier.ts';
import { serveAppProtocol } from './protocol/app-protocol.ts';
import { signInForDemo } from './replica-host/demo-sign-in.ts';
import { ReplicaHost } from './replica-host/replica-host.ts';
import { resourcePaths } from './resource-paths.ts';
import { openEncryption } from './secrets/encryption.ts';
import { openSecretStore } from './secrets/secret-store.ts';
import { guardNavigation } from './security/navigation.ts';
import { denyNetwork } from './security/network.ts';
import { denyPermissions } from './security/permissions.ts';
import type { DesktopEnvironment } from './settings/environment.ts';
import { openPreferences } from './settings/preferences.ts';
import { showBadge } from './tray/badge.ts';
import { createTray } from './tray/tray.ts';
import { createMainWindow } from './windows/main-window.ts';
import { MainWindowManager } from './windows/main-window-manager.ts';

/** Assembles the app in this order: security guards, services of the replica, tray and windows. */
export async function startDesktop(environment: DesktopEnvironment): Promise<void> {
  const userDataDirectory = app.getPath('userData');
  const paths = resourcePaths(join(__dirname, '..'), app.isPackaged ? process.resourcesPath : null);
  const words = shellTexts(app.getLocale());
  const log = openLog(userDataDirectory);
  recordCrashes(app, log);

  guardNavigation(app, log);
  denyPermissions(session.defaultSession);
  denyNetwork(session.defaultSession);
  setApplicationMenu(app.isPackaged);

  const preferences = openPreferences(userDataDirectory);
  const secrets = openSecretStore(userDataDirectory, await openEncryption(safeStorage));
  const notifier = new Notifier();

  const windows = new MainWindowManager(() =>
    createMainWindow({
      userDataDirectory,
      preloadPath: paths.preload,
      iconPath: paths.icon,
      shell: shellFacts(app, preferences.theme(), secrets.available),
    }),
  );
  const tray = createTray({
    iconPath: paths.trayIcon,
    words,
    onOpen: () => windows.show(),
    onQuit: () => app.quit(),
  });

  const replica = new ReplicaHost({
    modulePath: paths.replica,
    start: {
      userDataDirectory,
      templateDirectory: paths.replicaTemplate,
      serverUrl: environment.serverUrl,
      deviceName: hostname() || 'unnamed',
      appVersion: app.getVersion(),
      secretsAvailable: secrets.available,
    },
    secrets,
    log,
    onReady: (signedIn) => {
      const staysSignedIn = signedIn && secrets.available;
      if (staysSignedIn || environment.demoSignIn === null) return;
      signInForDemo(replica.openPort(), environment.demoSignIn, log);
    },
    onFatal: (error) =>
      void offerToTryAgain(error, words, { again: () => replica.restart(), quit: () => app.quit() }),
    onNotice: ({ title, body, conversationId }) => {
      const onClick = (): void =>
        conversationId === null ? windows.show() : windows.openConversation(conversationId);
      notifier.show({ title, body, onClick });
    },
    onBadge: (count) => {
      windows.showUnread(count);
      showBadge(count, { app, tray, window: windows.current(), overlayIconPath: paths.unreadIcon, words });
    },
  });

  serveAppProtocol({ rendererDirectory: paths.renderer, findAttachment: (id) => replica.findAttachment(id) });
  registerWindowFunctions(createValidatedIpc(log), {
    connectReplica: (contents) => {
      replica.connectWindow(contents);
      windows.onPageListening(contents);
    },
    setTheme: (theme) => preferences.setTheme(theme),
  });

  app.on('second-instance', () => windows.show());
  app.on('activate', () => windows.show());
  // Without a listener for this event Electron quits when the last window closes.
  app.on('window-all-closed', () => log.info('The window was closed; the app stays in the tray'));
  powerMonitor.on('resume', () => replica.connectNow());
  quitCleanly(app, () => replica.stop());

  replica.start();
  windows.show();
}

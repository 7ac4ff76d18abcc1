import { crashReporter } from 'electron';
import type { App } from 'electron';
import type { Log } from '../logging/log.ts';

/** Crashes leave a dump in the profile and a line in the log; nothing is sent anywhere. */
export function recordCrashes(app: App, log: Log): void {
  crashReporter.start({ uploadToServer: false });
  process.on('uncaughtException', (error) => log.error('An error that nobody caught', error));
  process.on('unhandledRejection', (reason) => log.error('A rejection that nobody caught', reason));
  app.on('child-process-gone', (_event, details) => log.warn('A process of the app is gone', details));
  app.on('render-process-gone', (_event, contents, details) => {
    log.error('A page is gone', details);
    if (details.reason !== 'clean-exit' && !contents.isDestroyed()) contents.reload();
  });
}

import { crashReporter } from 'electron';
import type { App } from 'electron';
import type { Log } from '../logging/log.ts';

/** A crash leaves a dump in the profile and a line in the log. Nothing is uploaded. */
export function recordCrashes(app: App, log: Log): void {
  crashReporter.start({ uploadToServer: false });
  process.on('uncaughtException', (error) => log.error('Uncaught exception', error));
  process.on('unhandledRejection', (reason) => log.error('Unhandled rejection', reason));
  app.on('child-process-gone', (_event, details) =>
    log.warn('A process of the app ended unexpectedly', details),
  );
  app.on('render-process-gone', (_event, contents, details) => {
    log.error('The process of a page ended unexpectedly', details);
    if (details.reason !== 'clean-exit' && !contents.isDestroyed()) contents.reload();
  });
}

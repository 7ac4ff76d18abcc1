import type { App, WebContents } from 'electron';
import type { Log } from '../logging/log.ts';
import { openExternalLink } from './external-links.ts';

/** A window shows only the page it was opened with: it cannot navigate, open windows or embed guests. */
export function guardNavigation(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
}

function guardContents(contents: WebContents, log: Log): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
    log.warn('Blocked a navigation');
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url).catch((error: unknown) => log.warn('A link could not be opened', error));
    return { action: 'deny' };
  });
}

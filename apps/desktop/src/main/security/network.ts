import type { Session } from 'electron';

/** The content security policy of our pages already forbids connections. This also covers a page without a policy. */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (_details, respond) => {
    respond({ cancel: true });
  });
}

const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*'];

import type { Session } from 'electron';

/** The policy of our pages forbids connections already; this holds should a page ever come without one. */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: networkAddresses }, (_details, answer) => {
    answer({ cancel: true });
  });
}

const networkAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*'];

import type { MessagePortMain } from 'electron';
import type { WindowMessage } from '../../contract/port-envelope.ts';
import type { SignInInput } from '../../contract/session.ts';
import type { Log } from '../logging/log.ts';

/** Signs in as a window would, with what the environment of a demonstration gave. */
export function signInForDemo(port: MessagePortMain, signIn: SignInInput, log: Log): void {
  port.once('message', (event: { data: unknown }) => {
    log.info('The demo sign-in was answered', event.data);
    port.close();
  });
  port.start();
  const request: WindowMessage = {
    type: 'request',
    id: 1,
    kind: 'mutation',
    path: 'session.signIn',
    input: signIn,
  };
  port.postMessage(request);
}

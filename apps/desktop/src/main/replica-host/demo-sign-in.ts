import type { MessagePortMain } from 'electron';
import type { WindowMessage } from '../../contract/port-envelope.ts';
import type { SignInInput } from '../../contract/session.ts';
import type { Log } from '../logging/log.ts';

/** Signs in through a port, as a window does, with the credentials from the environment of a demo. */
export function signInForDemo(port: MessagePortMain, signIn: SignInInput, log: Log): void {
  port.once('message', (event: { data: unknown }) => {
    log.info('Reply to the demo sign-in', event.data);
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

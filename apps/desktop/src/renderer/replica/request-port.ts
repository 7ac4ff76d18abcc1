import { isReplicaPortMessage } from '../../contract/preload-api.ts';
import type { PreloadApi } from '../../contract/preload-api.ts';
import type { PortConnection } from './port-connection.ts';

/**
 * Requests a port to the replica and passes each port that arrives to the connection. Returns the function that stops
 * it.
 */
export function requestPort(window: Window, preload: PreloadApi, connection: PortConnection): () => void {
  function receive(event: MessageEvent): void {
    if (event.source !== window || !isReplicaPortMessage(event.data)) return;
    const port = event.ports[0];
    if (port !== undefined) connection.usePort(port);
  }
  window.addEventListener('message', receive);
  preload.requestReplicaPort();
  return () => window.removeEventListener('message', receive);
}

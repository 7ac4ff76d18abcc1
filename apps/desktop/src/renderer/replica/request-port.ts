import { isReplicaPortMessage } from '../../contract/preload-api.ts';
import type { PreloadApi } from '../../contract/preload-api.ts';
import type { PortConnection } from './port-connection.ts';

/** Asks for a port to the replica and keeps the connection on the newest that comes. Returns how to stop. */
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

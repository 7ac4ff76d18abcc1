import type { ReplicaPort } from '../../replica/router/message-port.ts';
import { servePort } from '../../replica/router/serve-port.ts';
import type { MemoryReplica } from './memory-replica.ts';

/** Serves a window's port from the in-memory replica, by the real router and the real envelope. */
export function serveReplica(port: MessagePort, replica: MemoryReplica): void {
  servePort({ port: webPort(port), operations: replica, onFailure: () => undefined });
}

/** A port of the web; listeners get an event. */
function webPort(port: MessagePort): ReplicaPort {
  return {
    // jsdom hands over the object itself.
    postMessage: (message) => port.postMessage(structuredClone(message)),
    onMessage: (listener) => port.addEventListener('message', ({ data }) => listener(data)),
    onClose: (listener) => port.addEventListener('close', listener),
    start: () => port.start(),
    close: () => port.close(),
  };
}

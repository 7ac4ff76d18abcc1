import { MemoryReplica } from '../memory-replica.ts';
import { servePort } from '../serve-port.ts';
import { sceneData } from './scenes.ts';

// tRPC's server side runs outside of pages only, so the replica sits in a worker, as in the app it sits in a process.
self.addEventListener('message', (event: MessageEvent<string>) => {
  const port = event.ports[0];
  if (port !== undefined) servePort(port, new MemoryReplica(sceneData(event.data)));
});

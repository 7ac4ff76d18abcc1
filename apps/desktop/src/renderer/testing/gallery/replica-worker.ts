import { MemoryReplica } from '../memory-replica.ts';
import { serveReplica } from '../serve-replica.ts';
import { sceneData } from './scenes.ts';

// tRPC's server side does not run in a page, so the replica runs in a worker; in the app it runs in a process.
self.addEventListener('message', (event: MessageEvent<string>) => {
  const port = event.ports[0];
  if (port !== undefined) serveReplica(port, new MemoryReplica(sceneData(event.data)));
});

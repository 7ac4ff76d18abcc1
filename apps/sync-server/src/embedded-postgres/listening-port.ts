import { createServer } from 'node:net';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

const loopback = '127.0.0.1';

/** A port of the loopback interface that nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return listenOnce(0);
}

/** Throws HF_PORT_IN_USE when somebody listens there. */
export async function assertPortFree(port: number): Promise<void> {
  try {
    await listenOnce(port);
  } catch (cause) {
    throw new HoldfastError('HF_PORT_IN_USE', { details: { host: loopback, port }, cause });
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, loopback, () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(chosen));
    });
  });
}

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

const loopback = '127.0.0.1';

/** Below those that systems give to connections going out, which would take one of them again before anybody listens on it. */
const lowest = 20_000;
const highest = 32_767;
const attempts = 50;

/** A port of the loopback interface that nobody listens on at this moment, and that nobody is given by chance. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const port = randomInt(lowest, highest + 1);
    if (await isFree(port)) return port;
  }
  return await listenOnce(0);
}

function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
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

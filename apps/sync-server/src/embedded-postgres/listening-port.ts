import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

const loopback = '127.0.0.1';

/**
 * Range below the ephemeral ports: the system could give an ephemeral port to an outgoing connection before the
 * server listens on it.
 */
const minPort = 20_000;
const maxPort = 32_767;
const maxAttempts = 50;

/**
 * Returns a loopback port that is free and outside the ephemeral range. After 50 occupied ports it returns any free
 * port.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const port = randomInt(minPort, maxPort + 1);
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

/** Throws HF_PORT_IN_USE if a process listens on the port. */
export async function assertPostgresPortFree(port: number): Promise<void> {
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

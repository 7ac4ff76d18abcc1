import { once } from 'node:events';
import { createServer } from 'node:net';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

/** Listens for a moment; throws HF_PORT_IN_USE, also if a running Holdfast server uses the port. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new HoldfastError('HF_PORT_IN_USE', { details: { host, port }, cause: error }) : error;
  }
  probe.close();
  await once(probe, 'close');
}

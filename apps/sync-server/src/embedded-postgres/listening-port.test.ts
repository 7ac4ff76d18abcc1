import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import { assertPostgresPortFree, findFreePort } from './listening-port.ts';

test('a free port is outside the ephemeral range, so that outgoing connections do not take it', async () => {
  for (let count = 0; count < 20; count += 1) {
    const port = await findFreePort();
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_768);
  }
});

test('a port with a listener is not free', async () => {
  const port = await findFreePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await expect(assertPostgresPortFree(port)).rejects.toMatchObject({ code: 'HF_PORT_IN_USE' });
  await new Promise((resolve) => server.close(resolve));
  await assertPostgresPortFree(port);
});

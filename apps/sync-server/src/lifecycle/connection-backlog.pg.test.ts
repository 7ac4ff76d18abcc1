import { connect } from 'node:net';

import { expect, inject, it } from 'vitest';

import { startTestServer } from '../testing/start-test-server.ts';
import { createTestDatabase } from '../testing/test-database.ts';

const devices = 1500;
/** A system whose connection was dropped asks again after this long. */
const retransmissionMs = 1000;

// Only Linux drops what does not fit and has room for so many by itself.
it.runIf(process.platform === 'linux')(
  'D6 devices that come back in one moment are all let in at once',
  async () => {
    const database = await createTestDatabase(inject('databaseUrl'));
    const server = await startTestServer(database);
    const port = Number(new URL(server.url).port);
    const began = performance.now();
    // The server is this process too: it looks at none of them before the last one has asked.
    const sockets = Array.from({ length: devices }, () => connect(port, '127.0.0.1'));
    const connected = await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<number>((resolve, reject) => {
            socket.on('connect', () => resolve(performance.now() - began));
            socket.on('error', reject);
          }),
      ),
    );
    for (const socket of sockets) socket.destroy();
    expect(Math.max(...connected)).toBeLessThan(retransmissionMs);
    await server.stop();
    await database.close();
  },
);

import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';

import { expect, inject, it } from 'vitest';

import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';

const devices = 1500;

/** Returns how many connections Linux has dropped because the accept queue was full. Each retries a second later. */
async function dropped(): Promise<number> {
  const [names = [], values = []] = (await readFile('/proc/net/netstat', 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('TcpExt:'))
    .map((line) => line.split(' '));
  return Number(values[names.indexOf('ListenOverflows')]);
}

// Only Linux drops connections when the queue is full, and allows a queue of this length by default.
it.runIf(process.platform === 'linux')(
  'D6 1,500 devices that connect at the same time are accepted without a retry',
  async () => {
    const database = await createTestDatabase(inject('databaseUrl'));
    const server = await startTestServer(database);
    const port = Number(new URL(server.url).port);
    const before = await dropped();
    // The server is in this process: it accepts none of them before the last one has connected.
    const sockets = Array.from({ length: devices }, () => connect(port, '127.0.0.1'));
    await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<void>((resolve, reject) => {
            socket.on('connect', () => resolve());
            socket.on('error', reject);
          }),
      ),
    );
    for (const socket of sockets) socket.destroy();
    expect((await droppedConnections()) - before).toBe(0);
    await server.stop();
    await database.close();
  },
);

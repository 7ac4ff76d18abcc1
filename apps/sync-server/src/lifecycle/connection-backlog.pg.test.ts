import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';

import { expect, inject, it } from 'vitest';

import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';

const devices = 1500;

/** Connections that Linux dropped so far because the accept queue was full. A dropped client retries after 1 s. */
async function droppedConnections(): Promise<number> {
  const [names = [], values = []] = (await readFile('/proc/net/netstat', 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('TcpExt:'))
    .map((line) => line.split(' '));
  return Number(values[names.indexOf('ListenOverflows')]);
}

// Only Linux drops connections from a full accept queue, and its default backlog limit has room for 1,500.
it.runIf(process.platform === 'linux')(
  'D6 no connection is dropped when 1,500 devices connect at the same time',
  async () => {
    const database = await createTestDatabase(inject('databaseUrl'));
    const server = await startTestServer(database);
    const port = Number(new URL(server.url).port);
    const before = await droppedConnections();
    // The server runs in this process, so it accepts no connection before the last one was requested.
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

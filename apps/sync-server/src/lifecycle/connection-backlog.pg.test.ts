import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';

import { expect, inject, it } from 'vitest';

import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';

const devices = 1500;

/** How many connections Linux has dropped so far because nobody had taken those before them; each asks again a second later. */
async function dropped(): Promise<number> {
  const [names = [], values = []] = (await readFile('/proc/net/netstat', 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('TcpExt:'))
    .map((line) => line.split(' '));
  return Number(values[names.indexOf('ListenOverflows')]);
}

// Only Linux drops what does not fit and has room for so many by itself.
it.runIf(process.platform === 'linux')(
  'D6 devices that come back in one moment are all let in at once',
  async () => {
    const database = await createTestDatabase(inject('databaseUrl'));
    const server = await startTestServer(database);
    const port = Number(new URL(server.url).port);
    const before = await dropped();
    // The server is this process too: it looks at none of them before the last one has asked.
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
    expect((await dropped()) - before).toBe(0);
    await server.stop();
    await database.close();
  },
);

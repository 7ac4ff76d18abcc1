import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { throttleStreamEnd } from './throttle-stream-end.ts';
import { EventLoopThrottle } from './event-loop-throttle.ts';

const count = 200;
const server = createServer({ allowHalfOpen: true });
let clients: Socket[] = [];

/** Connects all clients. Returns the server's sockets, which end like those of the WebSocket server. */
async function connectAll(): Promise<Socket[]> {
  const sockets: Socket[] = [];
  const endInTurn = throttleStreamEnd(new EventLoopThrottle());
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    endInTurn(socket);
    socket.on('data', (data) => socket.write(data));
    socket.on('end', () => socket.end());
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  clients = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await expect.poll(() => sockets.length).toBe(count);
  return sockets;
}

afterEach(async () => {
  for (const client of clients) client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test('data that arrives before the end is received', async () => {
  await connectAll();
  const [client] = clients;
  const received = new Promise((resolve) => client?.on('data', (data) => resolve(String(data))));
  client?.end('hello');
  expect(await received).toBe('hello');
  await expect.poll(() => client?.closed).toBe(true);
});

test.each([
  ['end', (client: Socket) => client.destroy()],
  ['break', (client: Socket) => client.resetAndDestroy()],
])(
  'D6 sockets that %s at the same time close in small groups, with event-loop turns in between',
  async (_, cut) => {
    const sockets = await connectAll();
    const closed = new Set<Socket>();
    for (const socket of sockets) socket.on('close', () => closed.add(socket));
    for (const client of clients) cut(client);
    const between = new Set<number>();
    while (closed.size < count) {
      await nextTurn();
      between.add(closed.size);
    }
    expect(between.size).toBeGreaterThan(20);
  },
);

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { endingInTurn } from './end-in-turn.ts';
import { Turns } from './turns.ts';

const count = 200;
const server = createServer({ allowHalfOpen: true });
let clients: Socket[] = [];

/** As many sockets as there are clients, which end as those of the WebSocket server do. */
async function connectAll(): Promise<Socket[]> {
  const sockets: Socket[] = [];
  const endInTurn = endingInTurn(new Turns());
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

test('what comes before the end is heard', async () => {
  await connectAll();
  const [client] = clients;
  const heard = new Promise((resolve) => client?.on('data', (data) => resolve(String(data))));
  client?.end('hello');
  expect(await heard).toBe('hello');
  await expect.poll(() => client?.closed).toBe(true);
});

test.each([
  ['end', (client: Socket) => client.destroy()],
  ['break', (client: Socket) => client.resetAndDestroy()],
])(
  'D6 sockets that %s in one moment close one after the other, whoever else is ready in between',
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

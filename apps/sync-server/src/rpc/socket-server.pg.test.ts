import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';

import { startTestServer } from '@holdfast/testkit/server/start-test-server';
import type { TestServer } from '@holdfast/testkit/server/start-test-server';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

async function open(query = '?connectionParams=1'): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/trpc${query}`);
  await once(socket, 'open');
  return socket;
}

function sendParameters(socket: WebSocket, data: unknown): void {
  socket.send(JSON.stringify({ method: 'connectionParams', data }));
}

async function firstMessage(socket: WebSocket): Promise<string> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  return data.toString();
}

describe('an invalid socket', () => {
  it('receives the reason before it is closed: no token', async () => {
    const socket = await open();
    const closed = once(socket, 'close');
    const message = firstMessage(socket);
    sendParameters(socket, {});
    expect(await message).toContain('HF_UNAUTHENTICATED');
    await closed;
  });

  it('receives the reason before it is closed: an invalid token', async () => {
    const socket = await open();
    const closed = once(socket, 'close');
    const message = firstMessage(socket);
    sendParameters(socket, { accessToken: 'not.a.token' });
    const text = await message;
    expect(text).toContain('HF_ACCESS_TOKEN_INVALID');
    expect(text).not.toContain('stack');
    await closed;
  });

  it('is closed if it sends no connection parameters', async () => {
    const socket = await open('');
    await once(socket, 'close');
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });

  it('is closed when it sends a message of more than 3 MiB', async () => {
    const socket = await open();
    socket.send('x'.repeat(3 * 1024 * 1024 + 1));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
  });

  it('D6 is not upgraded if the client has disconnected before its turn', async () => {
    const { hostname, port, host } = new URL(server.url);
    const upgradeRequest = `GET /trpc?connectionParams=1 HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`;
    const openStream = () => connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const others = Array.from({ length: 200 }, openStream);
    for (const socket of others) socket.write(upgradeRequest);
    const disconnected = openStream();
    disconnected.end(upgradeRequest);
    expect((await buffer(disconnected)).toString()).not.toContain('101 Switching');
    for (const socket of others) socket.destroy();
  });

  it('does not affect other requests', async () => {
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  });

  it('does not use compression, which takes 8.6 times the memory', async () => {
    const socket = await open();
    expect(socket.extensions).toBe('');
    socket.terminate();
  });
});

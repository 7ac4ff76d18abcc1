import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Hello } from '@holdfast/schema/protocol/hello';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { encodeMessage } from '@holdfast/schema/transport/message-frame';
import { openServerSession } from './server-session.ts';

const hello: Hello = {
  protocolVersion,
  schemaHash: 'test',
  cursor: null,
  oldestPendingMutationId: null,
  heldWhole: [],
  heldQueue: [],
  heldHeaders: [],
  held: [],
};

const welcome = {
  type: 'welcome',
  sessionId: 'test',
  protocolVersion,
  lastMutationId: 0,
  serverTime: '2026-11-23T10:00:00Z',
};

let server: WebSocketServer;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
});
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

/** Opens a session with a server that sends the welcome and then this frame. */
async function sessionReceiving(frame: string | Uint8Array) {
  server.once('connection', (socket) => {
    // The client sends the token first, then the hello.
    socket.once('message', () => {
      socket.once('message', () => {
        socket.send(encodeMessage({ id: 1, result: { type: 'started' } }));
        socket.send(encodeMessage({ id: 1, result: { type: 'data', data: welcome } }));
        socket.send(frame);
      });
    });
  });
  const { port } = server.address() as AddressInfo;
  const downs: string[] = [];
  const ends: (string | undefined)[] = [];
  await new Promise<void>((resolve) => {
    openServerSession({
      serverUrl: `http://127.0.0.1:${port}`,
      accessToken: 'test',
      hello,
      onDown: ({ type }) => downs.push(type),
      onEnd: (code) => {
        ends.push(code);
        resolve();
      },
    });
  });
  return { downs, ends };
}

test.each([
  ['bytes that are not a frame', Uint8Array.of(9, 0, 0, 0, 123)],
  ['a text that is not JSON', '<html>'],
])('D5 %s: the session ends without an error code, so that the device reconnects', async (_, frame) => {
  expect(await sessionReceiving(frame)).toEqual({ downs: ['welcome'], ends: [undefined] });
});

test('Versions: a message of an unknown type ends the session as outdated', async () => {
  const frame = encodeMessage({ id: 1, result: { type: 'data', data: { type: 'rumour' } } });
  expect(await sessionReceiving(frame)).toEqual({ downs: ['welcome'], ends: ['HF_CLIENT_OUTDATED'] });
});

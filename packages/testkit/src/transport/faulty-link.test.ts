import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { frameText } from '@holdfast/schema/transport/message-frame';
import { FaultyLink } from './faulty-link.ts';
import { delivered } from './link-direction.ts';
import type { MessageFate } from './link-direction.ts';

/** Starts a server that accepts an upgrade, sends these text messages and closes the connection. */
async function serve(messages: readonly string[]) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      for (const message of messages) socket.write(frame(message));
      socket.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(10);
  head[0] = 0x81;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}

/** Returns what a client receives through a link with these faults. */
async function receive(messages: readonly string[], decide: (text: string) => MessageFate): Promise<string> {
  const server = await serve(messages);
  const link = await FaultyLink.start({
    targetPort: (server.address() as AddressInfo).port,
    decide: ({ frame }) => decide(frameText(frame)),
  });
  try {
    const client = connect(Number(new URL(link.url).port), '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n');
    const received = await buffer(client);
    return received.subarray(received.indexOf('\r\n\r\n') + 4).toString('latin1');
  } finally {
    await link.stop();
    server.close();
  }
}

const wire = (...texts: string[]) => Buffer.concat(texts.map(frame)).toString('latin1');

test('a link without faults forwards every byte of messages of any size', async () => {
  const large = 'x'.repeat(300_000);
  expect(await receive(['one', large, 'two'], () => delivered)).toBe(wire('one', large, 'two'));
});

test('a link drops, duplicates and reorders whole messages', async () => {
  const fates: Record<string, MessageFate> = {
    lost: { ...delivered, copies: 0 },
    doubled: { ...delivered, copies: 2 },
    overtaken: { ...delivered, isOvertaken: true },
  };
  const received = await receive(
    ['lost', 'doubled', 'overtaken', 'last'],
    (text) => fates[text] ?? delivered,
  );
  expect(received).toBe(wire('doubled', 'doubled', 'last', 'overtaken'));
});

test('a link breaks in the middle of a message', async () => {
  const received = await receive(['first', 'second', 'third'], (text) =>
    text === 'second' ? { ...delivered, cutAfterBytes: 13 } : delivered,
  );
  expect(received).toBe(wire('first') + wire('second').slice(0, 13));
});

/** Connects a client that counts the bytes it receives. */
function listenThrough(link: FaultyLink) {
  const client = connect(Number(new URL(link.url).port), '127.0.0.1');
  let bytes = 0;
  client.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const requested = new Promise<void>((resolve) => {
    client.write('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n', () => resolve());
  });
  return { requested, bytes: () => bytes, destroy: () => client.destroy() };
}

test('a link that is blocked in one direction forwards nothing in it, and everything once it is unblocked', async () => {
  const server = await serve(['one']);
  const targetPort = (server.address() as AddressInfo).port;
  const [link, open] = [await FaultyLink.start({ targetPort }), await FaultyLink.start({ targetPort })];
  link.block('down');
  const blocked = listenThrough(link);
  await blocked.requested;
  // A later client has its reply: bytes that have not arrived by then are held back by the link.
  const other = listenThrough(open);
  await expect.poll(other.bytes).toBeGreaterThan(10);
  expect(blocked.bytes()).toBe(0);
  link.unblock('down');
  await expect.poll(blocked.bytes).toBeGreaterThan(10);
  for (const client of [blocked, other]) client.destroy();
  await Promise.all([link.stop(), open.stop()]);
  server.close();
});

import { afterEach, expect, test } from 'vitest';

import { PortConnection } from './port-connection.ts';
import type { CallObserver } from './port-connection.ts';

const ports: MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

test('a call made before the port arrives gets its reply afterwards', async () => {
  const connection = new PortConnection();
  const reply = request(connection, 'inbox.list');
  connection.usePort(echoingPort());
  await expect(reply).resolves.toBe('inbox.list');
});

test('a new port fails the pending calls of the old one and takes new calls', async () => {
  const connection = new PortConnection();
  connection.usePort(silentPort());
  const lost = request(connection, 'conversation.sendMessage');
  connection.usePort(echoingPort());
  await expect(lost).rejects.toMatchObject({ code: 'HF_REPLICA_UNAVAILABLE', retry: 'later' });
  await expect(request(connection, 'outbox.list')).resolves.toBe('outbox.list');
});

test('a subscription that ended before the port arrived is never sent', async () => {
  const connection = new PortConnection();
  const stop = connection.call({ type: 'subscribe', path: 'inbox.counts', input: undefined }, ignoring);
  stop();
  const { port1, port2 } = channel();
  const received: unknown[] = [];
  const first = new Promise<void>((resolve) => {
    port2.addEventListener('message', (event) => {
      received.push(event.data);
      resolve();
    });
  });
  port2.start();
  connection.usePort(port1);
  connection.call({ type: 'subscribe', path: 'session.state', input: undefined }, ignoring);
  await first;
  expect(received).toMatchObject([{ type: 'subscribe', path: 'session.state' }]);
});

test('an ended subscription receives no more data', async () => {
  const connection = new PortConnection();
  const { port1, port2 } = channel();
  const unsubscribed = new Promise<unknown>((resolve) => {
    port2.addEventListener('message', (event: MessageEvent<{ type: string; id: number }>) => {
      const { type, id } = event.data;
      if (type === 'subscribe') port2.postMessage({ type: 'data', id, data: 1 });
      if (type !== 'unsubscribe') return;
      port2.postMessage({ type: 'data', id, data: 2 });
      resolve(event.data);
    });
  });
  port2.start();
  connection.usePort(port1);
  const heard: unknown[] = [];
  const stop = connection.call(
    { type: 'subscribe', path: 'inbox.counts', input: undefined },
    {
      ...ignoring,
      onData: (data) => {
        heard.push(data);
        stop();
      },
    },
  );
  await unsubscribed;
  expect(heard).toEqual([1]);
});

const ignoring: CallObserver = { onData: () => {}, onError: () => {}, onEnd: () => {} };

function request(connection: PortConnection, path: string): Promise<unknown> {
  return new Promise((onData, onError) => {
    const observer = { onData, onError, onEnd: () => {} };
    connection.call({ type: 'request', kind: 'query', path, input: undefined }, observer);
  });
}

function echoingPort(): MessagePort {
  const { port1, port2 } = channel();
  port2.addEventListener('message', (event: MessageEvent<{ id: number; path: string }>) => {
    port2.postMessage({ type: 'result', id: event.data.id, data: event.data.path });
  });
  port2.start();
  return port1;
}

function silentPort(): MessagePort {
  return channel().port1;
}

function channel(): MessageChannel {
  const made = new MessageChannel();
  ports.push(made.port1, made.port2);
  return made;
}

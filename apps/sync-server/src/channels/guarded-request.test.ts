import { createServer, type Server } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guardedRequest, type GuardedRequest } from './guarded-request.ts';

let server: Server;
let port: number;
let visits: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    visits += 1;
    if (request.url === '/away') response.writeHead(302, { location: '/' }).end();
    else if (request.url === '/large') response.end(Buffer.alloc(2000));
    else if (request.url === '/slow') response.write('and then nothing more');
    else response.end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function ask(url: string, change: Partial<GuardedRequest> = {}) {
  visits = 0;
  return guardedRequest({
    method: 'GET',
    url,
    timeoutMs: 5000,
    mostResponseBytes: 1000,
    allowPrivateAddresses: false,
    ...change,
  });
}

describe('without leave for private addresses', () => {
  it.each([
    ['an address of this machine', () => `http://127.0.0.1:${port}/`],
    ['a name of this machine', () => `http://localhost:${port}/`],
    ['a number that is an address', () => `http://2130706433:${port}/`],
    ['IPv6', () => `http://[::1]:${port}/`],
    ['IPv4 in IPv6', () => `http://[::ffff:127.0.0.1]:${port}/`],
    ['a metadata service', () => 'http://169.254.169.254/latest/meta-data'],
    ['a file', () => 'file:///etc/passwd'],
    ['a user name', () => `http://user:password@example.com/`],
    ['nothing', () => ''],
  ])('refuses %s before anything is sent', async (_, url) => {
    await expect(ask(url())).rejects.toMatchObject({ code: 'HF_ADDRESS_NOT_ALLOWED' });
    expect(visits).toBe(0);
  });
});

describe('with leave', () => {
  const leave = { allowPrivateAddresses: true };

  it('answers what it got', async () => {
    const response = await ask(`http://localhost:${port}/`, leave);
    expect([response.status, response.body.toString()]).toEqual([200, 'hello']);
  });

  it('does not follow to another address', async () => {
    expect((await ask(`http://127.0.0.1:${port}/away`, leave)).status).toBe(302);
    expect(visits).toBe(1);
  });

  it('stops reading where it is too much', async () => {
    await expect(ask(`http://127.0.0.1:${port}/large`, leave)).rejects.toMatchObject({
      code: 'HF_PAYLOAD_TOO_LARGE',
    });
  });

  it('gives up when the answer does not end', async () => {
    await expect(ask(`http://127.0.0.1:${port}/slow`, { ...leave, timeoutMs: 200 })).rejects.toThrow(
      'aborted',
    );
  });
});

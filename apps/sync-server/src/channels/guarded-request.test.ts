import { createServer, type Server } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guardedRequest, type GuardedRequest } from './guarded-request.ts';

let server: Server;
let port: number;
let requestCount: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    requestCount += 1;
    if (request.url === '/away') response.writeHead(302, { location: '/' }).end();
    else if (request.url === '/large') response.end(Buffer.alloc(2000));
    else if (request.url === '/slow') response.write('first chunk of an endless response');
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

function send(url: string, change: Partial<GuardedRequest> = {}) {
  requestCount = 0;
  return guardedRequest({
    method: 'GET',
    url,
    timeoutMs: 5000,
    maxResponseBytes: 1000,
    allowPrivateAddresses: false,
    ...change,
  });
}

describe('with private addresses forbidden', () => {
  it.each([
    ['an address of this machine', () => `http://127.0.0.1:${port}/`],
    ['a name of this machine', () => `http://localhost:${port}/`],
    ['a number that is an address', () => `http://2130706433:${port}/`],
    ['IPv6', () => `http://[::1]:${port}/`],
    ['IPv4 in IPv6', () => `http://[::ffff:127.0.0.1]:${port}/`],
    ['a metadata service', () => 'http://169.254.169.254/latest/meta-data'],
    ['a file', () => 'file:///etc/passwd'],
    ['a user name', () => `http://user:password@example.com/`],
    ['an empty string', () => ''],
  ])('refuses %s before anything is sent', async (_, url) => {
    await expect(send(url())).rejects.toMatchObject({ code: 'HF_ADDRESS_NOT_ALLOWED' });
    expect(requestCount).toBe(0);
  });
});

describe('with private addresses allowed', () => {
  const privateAllowed = { allowPrivateAddresses: true };

  it('returns status and body', async () => {
    const response = await send(`http://localhost:${port}/`, privateAllowed);
    expect([response.status, response.body.toString()]).toEqual([200, 'hello']);
  });

  it('does not follow redirects', async () => {
    expect((await send(`http://127.0.0.1:${port}/away`, privateAllowed)).status).toBe(302);
    expect(requestCount).toBe(1);
  });

  it('stops reading a response that exceeds the size limit', async () => {
    await expect(send(`http://127.0.0.1:${port}/large`, privateAllowed)).rejects.toMatchObject({
      code: 'HF_PAYLOAD_TOO_LARGE',
    });
  });

  it('aborts when the response does not end within the timeout', async () => {
    await expect(
      send(`http://127.0.0.1:${port}/slow`, { ...privateAllowed, timeoutMs: 200 }),
    ).rejects.toThrow('aborted');
  });
});

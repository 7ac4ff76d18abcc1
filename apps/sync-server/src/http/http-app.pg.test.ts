import { request } from 'node:http';

import { errorBodySchema } from '@holdfast/schema/errors/error-body';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';

import { createPool } from '../db/create-pool.ts';
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

const responseSchema = z.object({ error: errorBodySchema });

async function errorOf(response: Response) {
  return responseSchema.parse(await response.json()).error;
}

function post(path: string, body: string, contentType = 'application/json'): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'content-type': contentType } });
}

describe('the probes', () => {
  it('report that the process is alive and ready', async () => {
    expect(await (await fetch(`${server.url}/livez`)).json()).toEqual({ status: 'alive' });
    const ready = await fetch(`${server.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('report not ready while the database is unreachable; livez stays 200', async () => {
    const other = await createTestDatabase(inject('databaseUrl'));
    const isolated = await startTestServer(other);
    const admin = createPool({ databaseUrl: inject('databaseUrl') });
    const name = new URL(other.databaseUrl).pathname.slice(1);
    await admin.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    const ready = await fetch(`${isolated.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not-ready', reason: 'database-unreachable' },
    ]);
    expect((await fetch(`${isolated.url}/livez`)).status).toBe(200);
    await admin.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
    expect((await fetch(`${isolated.url}/readyz`)).status).toBe(200);
    await isolated.stop();
    await admin.end();
    await other.close();
  });
});

describe('an error over HTTP', () => {
  it('has a code, a message and a retry hint, and no stack', async () => {
    const response = await fetch(`${server.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: { code: 'HF_NOT_FOUND', message: 'This does not exist, or was deleted.', retry: 'never' },
    });
  });

  it('names the invalid field of a call, not its value', async () => {
    const response = await post(
      '/trpc/auth.signIn',
      JSON.stringify({ tenant: 'demo', password: 'hush hush hush' }),
    );
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain('HF_INVALID_INPUT');
    expect(text).toContain('email');
    expect(text).not.toContain('hush');
    expect(text).not.toContain('stack');
  });

  it.each([
    ['not JSON', '{"tenant": ', 400, 'HF_MALFORMED_JSON'],
    ['10 MB', JSON.stringify({ email: 'a'.repeat(10 * 1024 * 1024) }), 413, 'HF_PAYLOAD_TOO_LARGE'],
  ])('has its own code for a call whose body is %s', async (_, body, status, code) => {
    const response = await post('/trpc/auth.signIn', body);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(code);
  });

  it('has the code HF_NOT_FOUND for an unknown procedure', async () => {
    const response = await post('/trpc/auth.nothing', '{}');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('HF_NOT_FOUND');
  });

  it('has the code HF_UNAUTHENTICATED for a procedure that needs a socket', async () => {
    const response = await post('/trpc/sync.allocateIds', '{}');
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('HF_UNAUTHENTICATED');
  });

  it('refuses a batch, which could try many passwords in one request', async () => {
    const response = await post('/trpc/auth.signIn,auth.signIn?batch=1', JSON.stringify({ 0: {}, 1: {} }));
    expect(response.status).toBe(400);
  });

  it('refuses an unknown content type', async () => {
    const response = await post('/trpc/auth.signIn', 'a=b', 'application/x-www-form-urlencoded');
    expect(response.status).toBe(415);
    expect((await errorOf(response)).code).toBe('HF_UNSUPPORTED_MEDIA_TYPE');
  });
});

describe('an upgrade to a socket', () => {
  it('is refused at any other path', async () => {
    const status = await new Promise((resolve, reject) => {
      const upgrade = request(`${server.url}/elsewhere`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'aGVsbG8gaGVsbG8gaGVsbA==',
        },
      });
      upgrade.on('response', (response) => resolve(response.statusCode));
      upgrade.on('error', reject);
      upgrade.end();
    });
    expect(status).toBe(404);
  });
});

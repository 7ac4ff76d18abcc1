import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

import { runCli, startCli } from '@holdfast/testkit/server/run-cli';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());

function environment(port: number): Record<string, string> {
  return {
    HOLDFAST_DATABASE_URL: database.databaseUrl,
    HOLDFAST_TOKEN_SECRET: 'a secret that is long enough for this',
    HOLDFAST_FILES_DIRECTORY: tmpdir(),
    HOLDFAST_PORT: String(port),
  };
}

/** Returns the URL from the log line that reports that the server listens. */
async function whenListening(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('the child has no standard error');
  for await (const line of createInterface({ input: child.stderr })) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the server exited before it listened');
}

/** Waits until the server refuses connections, which shows that it has handled the first signal. */
async function whenRefusing(url: string): Promise<void> {
  await vi.waitFor(() => expect(fetch(url)).rejects.toThrow('fetch failed'), { timeout: 30_000 });
}

describe('holdfast serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, then exits with 0', async (signal) => {
    const child = startCli(['serve', '--json'], environment(0));
    const url = await whenListening(child);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const exited = once(child, 'exit');
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
    await expect(fetch(`${url}/livez`)).rejects.toThrow('fetch failed');
  });

  it.each([
    ['a second signal', '60', 2],
    ['its timeout', '1', 1],
  ])('exits with 1 in spite of an unfinished request after %s', async (_, timeout, signals) => {
    const child = startCli(['serve', '--json'], {
      ...environment(0),
      HOLDFAST_STOP_TIMEOUT_SECONDS: timeout,
    });
    const url = await whenListening(child);
    const endless = request(`${url}/trpc/auth.signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '100' },
    });
    endless.on('error', () => undefined);
    endless.write('{');
    // Sent after the unfinished request: when this response arrives, the server has received that request.
    await fetch(`${url}/livez`);
    const exited = once(child, 'exit');
    child.kill('SIGINT');
    for (let sent = 1; sent < signals; sent += 1) {
      await whenRefusing(`${url}/livez`);
      child.kill('SIGINT');
    }
    expect(await exited).toEqual([1, null]);
    endless.destroy();
  });

  it('exits with HF_PORT_IN_USE if its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const run = await runCli(['serve', '--json'], { environment: environment(port) });
    other.close();
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'HF_PORT_IN_USE', details: { port } },
    });
  });

  it('exits with HF_MIGRATIONS_PENDING if the database is not migrated', async () => {
    const empty = await createTestDatabase(inject('databaseUrl'));
    await empty.pool.query('DELETE FROM landlord.schema_migrations');
    const run = await runCli(['serve', '--json'], {
      environment: { ...environment(0), HOLDFAST_DATABASE_URL: empty.databaseUrl },
    });
    await empty.close();
    expect([run.exitCode, run.stderr]).toEqual([5, expect.stringContaining('HF_MIGRATIONS_PENDING')]);
  });
});

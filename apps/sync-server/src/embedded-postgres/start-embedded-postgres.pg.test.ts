import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { removeDataDirectory } from './data-directory.ts';
import { findFreePort } from './listening-port.ts';
import { isAlive } from './running-process.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

let stateDirectory: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-embedded-postgres-'));
  running = [];
});

afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  await removeDataDirectory(stateDirectory);
});

describe('the embedded Postgres', () => {
  test('is a Postgres 18 that requires its password', async () => {
    const postgres = await start();
    expect(
      await query(postgres.url, 'SELECT current_setting($1) AS value', ['server_version_num']),
    ).toMatchObject([{ value: expect.stringMatching(/^18/) }]);
    const wrong = new URL(postgres.url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('keeps its data and password after a stop', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isAlive(first.processId)).toBe(false);
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  test('starts again with every committed row after a kill -9 of its postmaster', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    // A session with a running statement outlives the postmaster briefly and holds its shared memory.
    const sleeper = query(first.url, 'SELECT pg_sleep(30)').catch(() => 'cut');
    process.kill(first.processId, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(await sleeper).toBe('cut');
  });

  test('refuses a second start of the same folder while the first is used', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({
      code: 'HF_POSTGRES_ALREADY_RUNNING',
      details: { owner: process.pid },
    });
    expect(await query(first.url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  });

  test('rejects with HF_PORT_IN_USE if the given port is in use', async () => {
    const port = await findFreePort();
    const occupant = createServer();
    await new Promise<void>((resolve) => {
      occupant.listen(port, '127.0.0.1', () => resolve());
    });
    await expect(start(port)).rejects.toMatchObject({ code: 'HF_PORT_IN_USE', details: { port } });
    await new Promise((resolve) => {
      occupant.close(resolve);
    });
    expect((await start(port)).port).toBe(port);
  });

  test('starts in a folder that only its owner can enter', async () => {
    // As with a checkout in /root: Postgres then runs as another user and keeps its data outside the folder.
    const inside = join(stateDirectory, 'state');
    await chmod(stateDirectory, 0o700);
    const postgres = await startEmbeddedPostgres({ stateDirectory: inside });
    running.push(postgres);
    expect(await query(postgres.url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
    await postgres.stop();
    await removeDataDirectory(inside);
  });

  test('reports the end of its log if it cannot start', async () => {
    await expect(start(undefined, { shared_buffers: 'plenty' })).rejects.toMatchObject({
      code: 'HF_POSTGRES_START_FAILED',
      details: { logTail: expect.stringContaining('shared_buffers') },
    });
  });
});

async function start(port?: number, settings?: Record<string, string>): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ stateDirectory, port, settings });
  running.push(postgres);
  return postgres;
}

async function query(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // When the server is killed, the client emits an error besides failing the query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

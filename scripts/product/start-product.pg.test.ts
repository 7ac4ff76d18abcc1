import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { removeDataDirectory } from '../../apps/sync-server/src/embedded-postgres/data-directory.ts';
import { findFreePort } from '../../apps/sync-server/src/embedded-postgres/listening-port.ts';
import { startProduct } from './start-product.ts';
import type { Product } from './start-product.ts';

let stateDirectory: string;
let port: number;
let running: Product;

// A start takes seconds: each test goes on with the product that the one before left running.
beforeAll(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-product-'));
  port = await findFreePort();
  await start();
});

afterAll(async () => {
  await running.stop();
  await removeDataDirectory(join(stateDirectory, 'postgres'));
  await removeDataDirectory(stateDirectory);
});

describe('the product on one machine', () => {
  test('refuses a second start', async () => {
    const refused = startProduct({ stateDirectory, port, isWatched: false });
    await expect(refused).rejects.toThrow('already running');
    expect(await isReachable(running)).toBe(true);
  });

  test('starts again after its services were killed', async () => {
    for (const service of running.services) await service.kill();
    await running.stop();
    expect(await signIn(await start())).toBe(200);
  });

  test('starts again with the same accounts after it was stopped', async () => {
    const first = running;
    await first.stop();
    expect(await isReachable(first)).toBe(false);

    const second = await start();
    expect(second.signIn).toEqual(first.signIn);
    expect(await signIn(second)).toBe(200);
  });
});

async function start(): Promise<Product> {
  running = await startProduct({ stateDirectory, port, isWatched: false });
  return running;
}

async function isReachable({ serverUrl }: Product): Promise<boolean> {
  return fetch(`${serverUrl}/livez`).then(
    (response) => response.ok,
    () => false,
  );
}

async function signIn(product: Product): Promise<number> {
  const response = await fetch(`${product.serverUrl}/trpc/auth.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...product.signIn, device: { uuid: crypto.randomUUID(), name: 'test' } }),
  });
  return response.status;
}

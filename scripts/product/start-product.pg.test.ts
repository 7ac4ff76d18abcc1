import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { removeDataDirectory } from '../../apps/sync-server/src/embedded-postgres/data-directory.ts';
import { findFreePort } from '../../apps/sync-server/src/embedded-postgres/listening-port.ts';
import { startProduct } from './start-product.ts';
import type { Product } from './start-product.ts';

let stateDirectory: string;
let port: number;
let running: Product | undefined;

beforeEach(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-product-'));
  port = await findFreePort();
});

afterEach(async () => {
  await running?.stop();
  await removeDataDirectory(join(stateDirectory, 'postgres'));
  await removeDataDirectory(stateDirectory);
});

describe('the product on one machine', () => {
  test('starts again with the same accounts after it was stopped', async () => {
    const first = await start();
    expect(await signIn(first)).toBe(200);
    await first.stop();
    expect(await isReachable(first)).toBe(false);

    const second = await start();
    expect(second.signIn).toEqual(first.signIn);
    expect(await signIn(second)).toBe(200);
  });

  test('starts again after its services were killed', async () => {
    const first = await start();
    for (const service of first.services) await service.kill();
    await first.stop();
    expect(await signIn(await start())).toBe(200);
  });

  test('refuses a second start', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow('already running');
    expect(await isReachable(first)).toBe(true);
  });
});

async function start(): Promise<Product> {
  const product = await startProduct({ stateDirectory, port, isWatched: false });
  running = product;
  return product;
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

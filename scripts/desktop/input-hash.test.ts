import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { hashInputs } from './input-hash.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-input-hash-'));
  await mkdir(join(root, 'source/out'), { recursive: true });
  await writeFile(join(root, 'source/main.ts'), 'one');
});

afterEach(() => rm(root, { recursive: true }));

test('a changed, a new and a renamed file each change the hash', async () => {
  const hashes = [hash()];
  await writeFile(join(root, 'source/main.ts'), 'two');
  hashes.push(hash());
  await writeFile(join(root, 'source/new.ts'), '');
  hashes.push(hash());
  await rm(join(root, 'source/new.ts'));
  await writeFile(join(root, 'source/renamed.ts'), '');
  hashes.push(hash(), hashInputs(root, ['source'], 'another runtime'));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('ignores tests, build results and missing paths', async () => {
  const before = hash();
  await writeFile(join(root, 'source/main.test.ts'), 'test');
  await writeFile(join(root, 'source/out/main.js'), 'built');
  expect(hashInputs(root, ['source', 'missing'], 'runtime')).toBe(before);
});

function hash(): string {
  return hashInputs(root, ['source'], 'runtime');
}

import { mkdtemp, readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildOnce } from './build-once.ts';

test('of concurrent builds the first to finish is kept, complete, and no other files remain', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'holdfast-build-once-'));
  const shared = join(parent, 'shared');
  const builders = ['first', 'second', 'third'].map((name) =>
    buildOnce(shared, async (directory) => {
      await mkdir(directory);
      await writeFile(join(directory, 'builder'), name);
    }),
  );
  await Promise.any(builders);
  const winner = await readFile(join(shared, 'builder'), 'utf8');
  await Promise.all(builders);
  expect(await readFile(join(shared, 'builder'), 'utf8')).toBe(winner);
  expect(await readdir(parent)).toEqual(['shared']);
  await rm(parent, { recursive: true });
});

test('a failed build leaves no files and throws its error', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'holdfast-build-once-'));
  const failing = buildOnce(join(parent, 'shared'), async (directory) => {
    await mkdir(directory);
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  expect(await readdir(parent)).toEqual([]);
  await rm(parent, { recursive: true });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectoryFileStore, type FileStore } from './file-store.ts';

let directory: string;
let store: FileStore;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'holdfast-files-'));
  store = createDirectoryFileStore(directory);
});

afterEach(() => rm(directory, { recursive: true }));

describe('the directory file store', () => {
  it('returns the stored bytes, and stores equal bytes once', async () => {
    const bytes = Buffer.from('hello');
    const key = await store.put('demo', bytes, 'txt');
    expect(await store.put('demo', bytes, 'txt')).toBe(key);
    const file = await store.open('demo', key);
    expect(file?.size).toBe(5);
    expect(file && (await buffer(file.stream))).toEqual(bytes);
    expect(await readdir(directory, { recursive: true })).toHaveLength(3);
  });

  it('does not open a file of another tenant', async () => {
    const key = await store.put('demo', Buffer.from('hello'), 'txt');
    expect(await store.open('other', key)).toBeUndefined();
  });

  it.each(['../demo', 'ab/../../../etc/passwd', 'ab', '/etc/passwd', `ab/${'0'.repeat(62)}.png`])(
    'opens nothing for the key %j',
    async (key) => {
      await store.put('demo', Buffer.from('hello'), 'txt');
      expect(await store.open('demo', key)).toBeUndefined();
    },
  );
});

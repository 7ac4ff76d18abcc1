import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AccountFiles } from './account-files.ts';
import type { AccountFile } from './account-files.ts';

let profile: string;
let files: AccountFiles;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'holdfast-account-files-'));
  files = new AccountFiles(profile);
});
afterEach(() => rm(profile, { recursive: true }));

const account = (name: string): AccountFile => ({
  version: 1,
  serverUrl: 'http://127.0.0.1:1',
  deviceId: 1,
  user: { id: 7, name, email: 'mara@example.com', role: 'agent', locale: 'en' },
  tenant: { slug: 'harbour', name: 'Harbour' },
});

test('of concurrent writes of an account, the last one is kept', async () => {
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => files.remember(account(name))));
  expect((await files.last())?.user.name).toBe('d');
  expect((await readdir(join(profile, 'accounts', 'harbour-7'))).toSorted()).toEqual(['device.json']);
});

test('signing out while the tokens are renewed deletes all files of the account', async () => {
  await files.remember(account('a'));
  await Promise.all([files.remember(account('b')), files.forget(account('b'))]);
  await files.settled();
  expect(await files.last()).toBeUndefined();
  expect(await readdir(join(profile, 'accounts'))).toEqual(['last.json']);
});

import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Encryption } from './encryption.ts';
import { openSecretStore } from './secret-store.ts';

const hexadecimal: Encryption = {
  encrypt: async (text) => Buffer.from(Buffer.from(text).toString('hex')),
  decrypt: async (encrypted) => Buffer.from(encrypted.toString(), 'hex').toString(),
};

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('a new store reads a stored secret, and the file does not contain it in plain text', async () => {
  await openSecretStore(directory, hexadecimal).store('account', 'refresh-token');
  expect(await openSecretStore(directory, hexadecimal).load('account')).toBe('refresh-token');
  expect(readFileSync(join(directory, 'secrets.json'), 'utf8')).not.toContain('refresh-token');
});

test('a cleared secret is gone and the others stay', async () => {
  const store = openSecretStore(directory, hexadecimal);
  await store.store('one', '1');
  await store.store('two', '2');
  store.clear('one');
  expect(await store.load('one')).toBeNull();
  expect(await store.load('two')).toBe('2');
});

test('without a keyring no file is written', async () => {
  const store = openSecretStore(directory, null);
  await store.store('account', 'refresh-token');
  expect(store.available).toBe(false);
  expect(await store.load('account')).toBeNull();
  expect(existsSync(join(directory, 'secrets.json'))).toBe(false);
});

test('a secret that the keyring can no longer decrypt counts as not stored', async () => {
  await openSecretStore(directory, hexadecimal).store('account', 'refresh-token');
  const broken: Encryption = { ...hexadecimal, decrypt: () => Promise.reject(new Error('other key')) };
  expect(await openSecretStore(directory, broken).load('account')).toBeNull();
});

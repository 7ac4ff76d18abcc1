import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { awaitPidLock } from './await-pid-lock.ts';
import { takePidLock } from './pid-lock.ts';
import { processStart } from './process-identity.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-lock-'));
  path = join(directory, 'lock');
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

it('waits until the process that holds the lock has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  await once(child, 'spawn');
  const { pid = 0 } = child;
  await writeFile(path, JSON.stringify({ pid, start: await processStart(pid) }));
  const unlock = awaitPidLock(path, 10_000);
  child.kill('SIGKILL');
  await (
    await unlock
  )();
});

it('throws after the timeout if the lock is still held', async () => {
  const unlock = await takePidLock(path);
  await expect(awaitPidLock(path, 100)).rejects.toMatchObject({ code: 'HF_REPLICA_IN_USE' });
  await unlock();
});

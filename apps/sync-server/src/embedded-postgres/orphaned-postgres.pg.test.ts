import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { removeDataDirectory } from './data-directory.ts';
import { isAlive } from './running-process.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

const modulePath = fileURLToPath(new URL('./start-embedded-postgres.ts', import.meta.url));

let stateDirectory: string;

beforeEach(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'holdfast-left-behind-'));
});

afterEach(() => removeDataDirectory(stateDirectory));

test('stops a Postgres whose owner was killed and takes over its folder', async () => {
  const { owner, postgresProcessId } = await startInAnotherProcess();
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(isAlive(postgresProcessId)).toBe(true);
  const postgres = await startEmbeddedPostgres({ stateDirectory });
  expect(isAlive(postgresProcessId)).toBe(false);
  await postgres.stop();
});

test('starts in spite of a stale postmaster.pid that names a process other than Postgres', async () => {
  const first = await startEmbeddedPostgres({ stateDirectory });
  await first.stop();
  const dataDirectory = join(stateDirectory, process.getuid?.() === 0 ? 'cluster/data' : 'data');
  await writeFile(join(dataDirectory, 'postmaster.pid'), `${process.pid}\n${dataDirectory}\n`);
  const second = await startEmbeddedPostgres({ stateDirectory });
  await second.stop();
});

async function startInAnotherProcess(): Promise<{ owner: ChildProcess; postgresProcessId: number }> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(modulePath)});
    const postgres = await startEmbeddedPostgres({ stateDirectory: ${JSON.stringify(stateDirectory)} });
    console.log(postgres.processId);
  `;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = (await once(owner.stdout, 'data')) as [Buffer];
  return { owner, postgresProcessId: Number(output.toString()) };
}

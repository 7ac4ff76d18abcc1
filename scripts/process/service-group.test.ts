import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { processIdentity } from './process-identity.ts';
import { ServiceGroup } from './service-group.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-service-group-'));
});

afterEach(() => rm(folder, { recursive: true }));

const idle = { command: process.execPath, arguments: ['--eval', 'setInterval(() => undefined, 1000)'] };

test('refuses a second group while the owner of the first is alive', async () => {
  const group = await ServiceGroup.take(join(folder, 'processes.json'));
  await expect(ServiceGroup.take(join(folder, 'processes.json'))).rejects.toThrow(`process ${process.pid}`);
  await group.stop();
  await (await ServiceGroup.take(join(folder, 'processes.json'))).stop();
});

test('stopping a group stops all its processes', async () => {
  const group = await ServiceGroup.take(join(folder, 'processes.json'));
  const service = await group.start({ ...idle, name: 'idle', logPath: join(folder, 'idle.log') });
  expect(await processIdentity(service.processId)).toBeDefined();
  await group.stop();
  expect(await processIdentity(service.processId)).toBeUndefined();
});

test('the next group stops the processes of a killed owner', async () => {
  const modulePath = join(import.meta.dirname, './service-group.ts');
  const script = `
    const { ServiceGroup } = await import(${JSON.stringify(modulePath)});
    const group = await ServiceGroup.take(${JSON.stringify(join(folder, 'processes.json'))});
    const service = await group.start(${JSON.stringify({ ...idle, name: 'idle', logPath: join(folder, 'idle.log') })});
    console.log(service.processId);
  `;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = (await once(owner.stdout, 'data')) as [Buffer];
  const processId = Number(output.toString());
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(await processIdentity(processId)).toBeDefined();

  const group = await ServiceGroup.take(join(folder, 'processes.json'));
  expect(await processIdentity(processId)).toBeUndefined();
  await group.stop();
});

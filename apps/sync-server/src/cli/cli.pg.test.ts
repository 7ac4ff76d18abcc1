import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { runCli } from '@holdfast/testkit/server/run-cli';
import type { CliRun } from '@holdfast/testkit/server/run-cli';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());

function holdfast(parameters: readonly string[], stdin = ''): Promise<CliRun> {
  return runCli(parameters, { environment: { HOLDFAST_DATABASE_URL: database.databaseUrl }, stdin });
}

function json(run: CliRun): unknown {
  return JSON.parse(run.stdout);
}

// Each command starts a process, which takes seconds on a busy machine.
describe('holdfast', () => {
  it('creates a tenant once, with a user and a channel, and lists them', async () => {
    const created = await holdfast(['tenant', 'create', 'cli', '--name', 'Command Line', '--json']);
    expect(json(created)).toMatchObject({
      slug: 'cli',
      name: 'Command Line',
      status: 'active',
      created: true,
    });
    const again = await holdfast(['tenant', 'create', 'cli', '--json']);
    expect(json(again)).toMatchObject({ slug: 'cli', name: 'Command Line', created: false });

    const create = [
      'user',
      'create',
      'Ada@example.test',
      '--tenant',
      'cli',
      '--name',
      'Ada',
      '--role',
      'admin',
      '--json',
    ];
    const user = await holdfast(create, 'a long password\n');
    expect(json(user)).toMatchObject({ email: 'ada@example.test', role: 'admin', isActive: true });
    const twice = await holdfast(create, 'a long password\n');
    expect([twice.exitCode, JSON.parse(twice.stderr)]).toMatchObject([
      1,
      { error: { code: 'HF_ALREADY_EXISTS' } },
    ]);

    const channel = await holdfast(['channel', 'create', 'Website', '--tenant', 'cli', '--json']);
    expect(json(channel)).toMatchObject({ platform: 'http', name: 'Website' });
    const [users, channels, devices] = await Promise.all([
      holdfast(['user', 'list', '--tenant', 'cli', '--json']),
      holdfast(['channel', 'list', '--tenant', 'cli', '--json']),
      holdfast(['device', 'list', '--tenant', 'cli', '--json']),
    ]);
    expect(json(users)).toHaveLength(1);
    expect(json(channels)).toMatchObject([{ name: 'Website', isActive: true }]);
    expect(json(devices)).toEqual([]);
    expect(channels.stdout).not.toContain('hfk_');
  });

  it('refuses a missing password, a short one, and one given as an argument', async () => {
    const { slug } = await database.createTenant();
    const create = ['user', 'create', 'a@example.test', '--tenant', slug, '--name', 'A'];
    const [none, short, argument] = await Promise.all([
      holdfast(create),
      holdfast(create, 'short'),
      holdfast([...create, '--password', 'a long password']),
    ]);
    expect(none).toMatchObject({ exitCode: 2, stdout: '' });
    expect(none.stderr).toContain('HF_SECRET_MISSING');
    expect(short.stderr).toContain('HF_PASSWORD_TOO_WEAK');
    expect(argument).toMatchObject({ exitCode: 2 });
  });

  it('prints what went wrong and what to do', async () => {
    const run = await holdfast(['user', 'list', '--tenant', 'nowhere']);
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toContain('HF_TENANT_UNKNOWN: This workspace does not exist.');
    expect(run.stderr).toContain('What to do:');
    expect(run.stderr).not.toContain('    at ');
  });

  it('suspends a tenant, declares it restored, and resumes it', async () => {
    await holdfast(['tenant', 'create', 'pause']);
    expect(json(await holdfast(['tenant', 'suspend', 'pause', '--json']))).toMatchObject({
      status: 'suspended',
    });
    const restored = await holdfast(['tenant', 'restored', 'pause', '--json']);
    expect(json(restored)).toMatchObject({ slug: 'pause', status: 'suspended', generation: 2 });
    expect(json(await holdfast(['tenant', 'resume', 'pause', '--json']))).toMatchObject({ status: 'active' });
  });

  it('shows the state of the migrations', async () => {
    const run = await holdfast(['migrate', '--status', '--json']);
    expect(run.exitCode).toBe(0);
    expect(json(run)).toContainEqual(expect.objectContaining({ schema: 'landlord', state: 'current' }));
  });

  it('names all invalid settings at once', async () => {
    const run = await runCli(['serve'], {
      environment: { HOLDFAST_PORT: 'many', HOLDFAST_DATABASE_URL: 'mysql://x' },
    });
    expect(run.exitCode).toBe(3);
    for (const name of ['HOLDFAST_PORT', 'HOLDFAST_DATABASE_URL', 'HOLDFAST_TOKEN_SECRET']) {
      expect(run.stderr).toContain(name);
    }
  });

  it('reports that Postgres cannot be reached', async () => {
    const environment = { HOLDFAST_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    const run = await runCli(['tenant', 'list', '--json'], { environment });
    expect([run.exitCode, JSON.parse(run.stderr)]).toMatchObject([
      4,
      { error: { code: 'HF_DATABASE_UNREACHABLE' } },
    ]);
  });

  it('exits with 2 on wrong usage and with 0 on help', async () => {
    const runs = await Promise.all([
      holdfast(['tenant', 'create']),
      holdfast(['device', 'revoke', 'x1', '--tenant', 'cli']),
      holdfast(['--help']),
    ]);
    expect(runs.map((run) => run.exitCode)).toEqual([2, 2, 0]);
  });

  it('doctor reports a healthy server, and each problem of an unhealthy one', async () => {
    const healthy = await runCli(['doctor', '--json'], {
      environment: {
        HOLDFAST_DATABASE_URL: database.databaseUrl,
        HOLDFAST_TOKEN_SECRET: 'a secret that is long enough for this',
        HOLDFAST_FILES_DIRECTORY: '/tmp',
        HOLDFAST_PORT: '0',
      },
    });
    expect(json(healthy)).toMatchObject({ healthy: true });
    const unhealthy = await runCli(['doctor', '--json'], {
      environment: {
        HOLDFAST_DATABASE_URL: database.databaseUrl,
        HOLDFAST_TOKEN_SECRET: 'a secret that is long enough for this',
        HOLDFAST_FILES_DIRECTORY: '/etc/hostname/files',
        HOLDFAST_PORT: new URL(database.databaseUrl).port,
      },
    });
    expect(unhealthy.exitCode).toBe(6);
    expect(json(unhealthy)).toMatchObject({
      healthy: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ check: 'port', code: 'HF_PORT_IN_USE' }),
        expect.objectContaining({ check: 'files directory', code: 'HF_FILES_DIRECTORY_UNUSABLE' }),
      ]),
    });
  });
});

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { runCli } from '@holdfast/testkit/server/run-cli';
import type { CliRun } from '@holdfast/testkit/server/run-cli';
import { secondUrlSetting, startSecondCluster } from '@holdfast/testkit/server/second-cluster';
import type { SecondCluster } from '@holdfast/testkit/server/second-cluster';
import { createTestDatabase } from '@holdfast/testkit/server/test-database';
import type { TestDatabase } from '@holdfast/testkit/server/test-database';

let database: TestDatabase;
let second: SecondCluster;

beforeAll(async () => {
  [database, second] = await Promise.all([createTestDatabase(inject('databaseUrl')), startSecondCluster()]);
});
afterAll(async () => {
  await second.stop();
  await database.close();
});

function holdfast(parameters: readonly string[], extra: Record<string, string> = {}): Promise<CliRun> {
  return runCli([...parameters, '--json'], {
    environment: {
      HOLDFAST_DATABASE_URL: database.databaseUrl,
      [secondUrlSetting]: second.databaseUrl,
      ...extra,
    },
    stdin: 'a long password\n',
  });
}

const json = (run: CliRun): unknown => JSON.parse(run.stdout);

// Each command starts a process, which takes seconds on a busy machine.
describe('holdfast with several clusters', () => {
  it('adds a cluster, creates a tenant in it, works in the tenant and moves it', async () => {
    const added = await holdfast(['cluster', 'add', 'second', '--url-setting', secondUrlSetting]);
    expect(json(added)).toEqual({ name: 'second', urlSetting: secondUrlSetting });
    expect(json(await holdfast(['tenant', 'create', 'acme', '--cluster', 'second']))).toMatchObject({
      cluster: 'second',
      status: 'active',
    });
    const user = ['user', 'create', 'ada@example.test', '--tenant', 'acme', '--name', 'Ada'];
    expect((await holdfast(user)).exitCode).toBe(0);

    const moved = await holdfast(['tenant', 'move', 'acme', '--to', 'default']);
    expect(json(moved)).toMatchObject({ outcome: 'moved', cluster: 'default' });
    const [users, tenants, clusters, status] = await Promise.all([
      holdfast(['user', 'list', '--tenant', 'acme']),
      holdfast(['tenant', 'list']),
      holdfast(['cluster', 'list']),
      holdfast(['migrate', '--status']),
    ]);
    expect(json(users)).toMatchObject([{ email: 'ada@example.test' }]);
    expect(json(tenants)).toMatchObject([{ slug: 'acme', cluster: 'default', isMoving: false }]);
    expect(json(clusters)).toMatchObject([
      { name: 'default', tenants: 1 },
      { name: 'second', tenants: 0, version: expect.stringMatching(/^18/) },
    ]);
    expect(status.exitCode).toBe(0);
    const password = new URL(second.databaseUrl).password;
    for (const { stdout, stderr } of [added, moved, clusters])
      expect(stdout + stderr).not.toContain(password);
  });

  it('refuses an unset URL variable, an invalid variable name and a duplicate cluster', async () => {
    const [missing, wrong, twice] = await Promise.all([
      holdfast(['cluster', 'add', 'far', '--url-setting', 'HOLDFAST_CLUSTER_FAR_URL']),
      holdfast(['cluster', 'add', 'far', '--url-setting', 'PATH']),
      holdfast(['cluster', 'add', 'default', '--url-setting', secondUrlSetting]),
    ]);
    expect(JSON.parse(missing.stderr)).toMatchObject({ error: { code: 'HF_CLUSTER_URL_MISSING' } });
    expect(JSON.parse(wrong.stderr)).toMatchObject({ error: { code: 'HF_INVALID_INPUT' } });
    expect(JSON.parse(twice.stderr)).toMatchObject({ error: { code: 'HF_ALREADY_EXISTS' } });
  });

  it('doctor names the unreachable cluster and reports the others as healthy', async () => {
    await database.pool.query(
      `insert into landlord.clusters (name, url_setting) values ('gone', 'HOLDFAST_CLUSTER_GONE_URL')
       on conflict do nothing`,
    );
    const run = await holdfast(['doctor'], {
      HOLDFAST_CLUSTER_GONE_URL: 'postgres://nobody:secret@127.0.0.1:1/none',
      HOLDFAST_TOKEN_SECRET: 'a secret that is long enough for this',
      HOLDFAST_FILES_DIRECTORY: '/tmp',
      HOLDFAST_PORT: '0',
    });
    expect(json(run)).toMatchObject({
      healthy: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ check: 'migrations', outcome: 'ok' }),
        expect.objectContaining({ check: 'cluster gone', code: 'HF_DATABASE_UNREACHABLE' }),
        expect.objectContaining({ check: 'cluster second', outcome: 'ok' }),
      ]),
    });
    expect(run.stdout).not.toContain('secret@');
  });
});

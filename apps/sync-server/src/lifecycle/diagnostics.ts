import { describeError } from '@holdfast/schema/errors/error-codes';
import { toHoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { parseDatabaseSettings, parseSettings } from '../config/settings.ts';
import type { EnvironmentVariables } from '../config/settings.ts';
import { assertClock } from '../db/assert-clock.ts';
import { assertPostgres } from '../db/assert-postgres.ts';
import { assertRights } from '../db/assert-rights.ts';
import { listClusters } from '../db/cluster-directory.ts';
import { defaultUrlSetting, poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { databaseErrorOf } from '../db/database-error-of.ts';
import { openLandlordPool } from '../db/open-landlord-pool.ts';
import { assertMigrated } from '../tenants/assert-migrated.ts';
import { assertFilesDirectory } from './assert-files-directory.ts';
import { assertPortFree } from './assert-port-free.ts';

export interface DiagnosticResult {
  readonly check: string;
  readonly outcome: 'ok' | 'problem' | 'skipped';
  readonly message: string;
  readonly code?: string;
  readonly remedy?: string;
}

/** Runs all checks of `doctor`, in order. A failed check does not stop independent ones. */
export async function runDiagnostics(
  environment: EnvironmentVariables,
): Promise<readonly DiagnosticResult[]> {
  const settings = await check('settings', () => {
    parseSettings(environment);
    return 'all settings are valid';
  });
  return [
    settings,
    ...(await diagnoseDatabase(environment)),
    ...(settings.outcome === 'ok'
      ? await diagnoseMachine(environment)
      : [skipped('port'), skipped('files directory')]),
  ];
}

async function diagnoseDatabase(environment: EnvironmentVariables): Promise<DiagnosticResult[]> {
  let pool: LandlordPool;
  try {
    pool = openLandlordPool(parseDatabaseSettings(environment), { applicationName: 'holdfast doctor' });
  } catch {
    return ['postgres', 'rights', 'migrations', 'clock'].map(skipped);
  }
  try {
    const postgres = await check('postgres', async () => `version ${await assertPostgres(pool)}`);
    if (postgres.outcome === 'problem') return [postgres, ...['rights', 'migrations', 'clock'].map(skipped)];
    return [
      postgres,
      await check('rights', async () => `${await assertRights(pool)} can create tenants`),
      await check('migrations', async () => `${await assertMigrated(pool)} schemas are current`),
      await check(
        'clock',
        async () => `${await assertClock(pool, () => new Date())} ms from the clock of Postgres`,
      ),
      ...(await diagnoseFurtherClusters(pool)),
    ];
  } finally {
    await pool.end();
  }
}

async function diagnoseFurtherClusters(landlord: LandlordPool): Promise<DiagnosticResult[]> {
  // An unmigrated landlord schema has already been reported.
  const clusters = await listClusters(landlord).catch(() => []);
  const further = clusters.filter((cluster) => cluster.urlSetting !== defaultUrlSetting);
  return await Promise.all(
    further.map((cluster) =>
      check(`cluster ${cluster.cluster}`, async () => {
        const pool = poolOf(landlord, cluster);
        const version = await assertPostgres(pool);
        await assertRights(pool);
        return `version ${version}, ${await assertClock(pool, () => new Date())} ms from its clock`;
      }),
    ),
  );
}

async function diagnoseMachine(environment: EnvironmentVariables): Promise<DiagnosticResult[]> {
  const { host, port, filesDirectory } = parseSettings(environment);
  return [
    await check('port', async () => {
      await assertPortFree(host, port);
      return `${host}:${port} is free`;
    }),
    await check('files directory', async () => {
      await assertFilesDirectory(filesDirectory);
      return `${filesDirectory} can be written`;
    }),
  ];
}

async function check(name: string, work: () => Promise<string> | string): Promise<DiagnosticResult> {
  try {
    return { check: name, outcome: 'ok', message: await work() };
  } catch (thrown) {
    const { code, details } = databaseErrorOf(thrown) ?? toHoldfastError(thrown);
    const { message, remedy } = describeError(code);
    const detailsText = Object.keys(details).length === 0 ? '' : ` ${JSON.stringify(details)}`;
    return { check: name, outcome: 'problem', message: `${code} ${message}${detailsText}`, code, remedy };
  }
}

function skipped(name: string): DiagnosticResult {
  return { check: name, outcome: 'skipped', message: 'not checked, because of the problem above' };
}

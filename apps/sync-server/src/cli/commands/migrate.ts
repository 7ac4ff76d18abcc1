import type { Command } from 'commander';

import { migrateAll } from '../../tenants/migrate-all.ts';
import type { MigrationReport } from '../../tenants/migrate-all.ts';
import { migrationOverview } from '../../tenants/migration-overview.ts';
import type { SchemaStatus } from '../../tenants/migration-overview.ts';
import { onRun, command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatTable } from '../format-table.ts';
import { withPool } from '../with-pool.ts';

export function registerMigrate(program: Command): void {
  const migrate = command('migrate', 'migrate the landlord and every tenant to this version').option(
    '--status',
    'only show the version of each schema',
  );
  program.addCommand(
    onRun(migrate, (options: { status?: boolean }) => (options.status === true ? showStatus() : run())),
  );
}

async function run() {
  const report = await withPool(migrateAll);
  const failed = report.tenants.some((tenant) => tenant.outcome === 'failed');
  return {
    data: report,
    text: reportText(report),
    exitCode: failed ? exitCodes.migrations : exitCodes.success,
  };
}

async function showStatus() {
  const overview = await withPool(migrationOverview);
  const current = overview.every((schema) => schema.state === 'current');
  return {
    data: overview,
    text: formatTable(overview.map(statusRow), 'There is no schema yet.'),
    exitCode: current ? exitCodes.success : exitCodes.migrations,
  };
}

function reportText({ landlord, tenants }: MigrationReport): string {
  const lines = [`landlord: ${landlord.length === 0 ? 'current' : `applied ${landlord.join(', ')}`}`];
  for (const { tenant, outcome, applied, error } of tenants) {
    const what = outcome === 'applied' ? `applied ${applied.join(', ')}` : outcome;
    lines.push(
      `${tenant}: ${what}${error === undefined ? '' : ` ${error.code} ${JSON.stringify(error.details)}`}`,
    );
  }
  return lines.join('\n');
}

function statusRow({ schema, state, version, pending }: SchemaStatus) {
  return { schema, state, version, pending: pending.join(', ') };
}

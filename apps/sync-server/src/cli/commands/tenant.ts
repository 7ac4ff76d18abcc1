import type { Command } from 'commander';

import { listTenants } from '../../db/tenant-directory.ts';
import type { Tenant } from '../../db/tenant-directory.ts';
import { createTenant } from '../../tenants/create-tenant.ts';
import { declareRestored } from '../../tenants/declare-restored.ts';
import { setTenantStatus } from '../../tenants/set-tenant-status.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { formatTable } from '../format-table.ts';
import { withPool } from '../with-pool.ts';
import { tenantMoveCommand } from './tenant-move.ts';
import { tenantSetCommand } from './tenant-set.ts';

export function registerTenant(program: Command): void {
  const tenant = program.command('tenant').description('the workspaces of this server');

  const create = command('create', 'create a tenant, or finish an interrupted creation')
    .argument('<slug>', 'lower-case letters, digits and underscores; users sign in with it')
    .option('--name <name>', 'display name; defaults to the slug')
    .option('--cluster <name>', 'Postgres cluster of the tenant; defaults to the default cluster');
  tenant.addCommand(onRun(create, runCreateTenant));

  tenant.addCommand(onRun(command('list', 'list all tenants'), runListTenants));

  tenant.addCommand(tenantSetCommand());
  tenant.addCommand(tenantMoveCommand());

  const suspend = command('suspend', 'end all sessions and refuse sign-in; nothing is deleted').argument(
    '<slug>',
  );
  tenant.addCommand(onRun(suspend, (_, [slug = '']) => runSetTenantStatus(slug, 'suspended')));

  const resume = command('resume', 'reactivate a suspended tenant').argument('<slug>');
  tenant.addCommand(onRun(resume, (_, [slug = '']) => runSetTenantStatus(slug, 'active')));

  const restored = command('restored', 'declare that the tenant was restored from a backup').argument(
    '<slug>',
  );
  tenant.addCommand(onRun(restored, (_, [slug = '']) => runDeclareRestored(slug)));
}

interface CreateOptions {
  readonly name?: string;
  readonly cluster?: string;
}

async function runCreateTenant({ name, cluster }: CreateOptions, [slug = '']: readonly string[]) {
  const input = { slug, name: name ?? slug, cluster, actor: operatorName() };
  const { tenant, created } = await withPool((pool) => createTenant(pool, input));
  const text = created ? `Tenant ${slug} is ready.` : `Tenant ${slug} already exists; nothing was changed.`;
  return { data: { ...summary(tenant), created }, text };
}

async function runListTenants() {
  const rows = (await withPool(listTenants)).map(summary);
  return {
    data: rows,
    text: formatTable(rows, 'There is no tenant. Create one with `holdfast tenant create <slug>`.'),
  };
}

async function runSetTenantStatus(slug: string, status: 'active' | 'suspended') {
  const tenant = await withPool((pool) => setTenantStatus(pool, { slug, status, actor: operatorName() }));
  return { data: summary(tenant), text: `Tenant ${slug} is ${tenant.status}.` };
}

async function runDeclareRestored(slug: string) {
  const { tenant, report } = await withPool((pool) => declareRestored(pool, { slug, actor: operatorName() }));
  const text = `Tenant ${slug} is in sync generation ${report.generation}; ${report.rows} rows were stamped again. Its devices will resync by digests.`;
  return { data: { ...summary(tenant), ...report }, text };
}

function summary({ slug, name, schemaName, status, cluster, movingToClusterId, createdAt }: Tenant) {
  const isMoving = movingToClusterId !== null;
  return { slug, name, schemaName, status, cluster, isMoving, createdAt };
}

import { staleReplyPolicies } from '@holdfast/schema/domain/stale-reply';
import { Option, type Command } from 'commander';

import { setTenantSettings, type TenantSettings } from '../../tenants/set-tenant-settings.ts';
import { onRun, command } from '../command.ts';
import { operatorName } from '../operator-name.ts';
import { withPool } from '../with-pool.ts';

/** `holdfast tenant set`: changes the settings of a tenant. Without an option it prints them. */
export function tenantSetCommand(): Command {
  const staleReplies = new Option(
    '--stale-replies <what>',
    'how to handle a reply to a conversation that has changed since',
  ).choices(staleReplyPolicies);
  const set = command('set', 'change the settings of a tenant, or show them')
    .argument('<slug>')
    .addOption(staleReplies);
  return onRun(set, runTenantSet);
}

async function runTenantSet({ staleReplies }: Partial<TenantSettings>, [slug = '']: readonly string[]) {
  const settings = staleReplies === undefined ? {} : { staleReplies };
  const data = await withPool((pool) => setTenantSettings(pool, { slug, settings, actor: operatorName() }));
  return { data, text: `Tenant ${slug}: stale replies ${data.staleReplies}.` };
}

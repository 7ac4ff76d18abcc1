import type { StaleReplyPolicy } from '@holdfast/schema/domain/stale-reply';
import { tenantSettings } from '@holdfast/schema/tables/tenant-settings';
import { sql } from 'drizzle-orm';

import { recordAudit } from '../db/audit.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';

/** Settings that an operator can change for a tenant. */
export interface TenantSettings {
  /** How to handle stale replies (rule M6). */
  readonly staleReplies: StaleReplyPolicy;
}

export interface SetTenantSettingsInput {
  readonly slug: string;
  readonly settings: Partial<TenantSettings>;
  readonly actor: string;
}

/** Changes the given settings and returns all settings after the change. Throws HF_TENANT_UNKNOWN. */
export async function setTenantSettings(
  pool: LandlordPool,
  input: SetTenantSettingsInput,
): Promise<TenantSettings> {
  const { settings, actor } = input;
  const tenant = await findTenant(pool, input.slug);
  const isChange = Object.keys(settings).length > 0;
  const result = await withTenant(poolOf(pool, tenant), tenant.schemaName, {}, async ({ tx }) => {
    if (isChange) await tx.update(tenantSettings).set({ ...settings, changedAt: sql`now()` });
    const [row] = await tx.select({ staleReplies: tenantSettings.staleReplies }).from(tenantSettings);
    if (row === undefined) throw new Error('tenant_settings must have one row');
    return row;
  });
  if (isChange) {
    await recordAudit(pool, { actor, action: 'tenant.set', tenantId: tenant.id, details: { ...settings } });
  }
  return result;
}

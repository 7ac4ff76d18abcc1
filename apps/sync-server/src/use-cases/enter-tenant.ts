import type { Pool } from 'pg';

import { findActiveTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { InTenant } from './take-in-events.ts';

/**
 * A tenant that is open for work, as a function that runs transactions in it.
 * Throws HF_TENANT_UNKNOWN or HF_TENANT_SUSPENDED.
 */
export async function enterTenant(pool: Pool, slug: string): Promise<InTenant> {
  const { schemaName } = await findActiveTenant(pool, slug);
  return (fn) => withTenant(pool, schemaName, {}, fn);
}

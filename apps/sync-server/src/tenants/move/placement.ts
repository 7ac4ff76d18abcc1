import { tenants } from '@holdfast/schema/landlord/tenants';
import { auditLog } from '@holdfast/schema/landlord/audit-log';
import { eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';

import type { Cluster } from '../../db/cluster-directory.ts';
import { landlordDatabase } from '../../db/landlord-database.ts';
import type { Tenant } from '../../db/tenant-directory.ts';

export interface PlacementChange {
  readonly tenant: Tenant;
  readonly target: Cluster;
  readonly actor: string;
}

/** From now on nobody is let into the tenant. */
export async function beginMove(landlord: Pool, change: PlacementChange): Promise<void> {
  await record(landlord, change, { action: 'begin', set: { movingToClusterId: change.target.id } });
}

/** Places the tenant in its new cluster and lets everybody in, in one transaction. */
export async function finishMove(landlord: Pool, change: PlacementChange): Promise<void> {
  await record(landlord, change, {
    action: 'finish',
    set: { clusterId: change.target.id, movingToClusterId: null },
  });
}

/** The tenant stays where it is, and everybody is let in. */
export async function endMove(landlord: Pool, change: PlacementChange): Promise<void> {
  await record(landlord, change, { action: 'take-back', set: { movingToClusterId: null } });
}

interface Change {
  readonly action: string;
  readonly set: { readonly clusterId?: number; readonly movingToClusterId: number | null };
}

async function record(
  landlord: Pool,
  { tenant, target, actor }: PlacementChange,
  { action, set }: Change,
): Promise<void> {
  await landlordDatabase(landlord).transaction(async (tx) => {
    await tx
      .update(tenants)
      .set({ ...set, updatedAt: sql`now()` })
      .where(eq(tenants.id, tenant.id));
    await tx.insert(auditLog).values({
      actor,
      action: `tenant.move.${action}`,
      tenantId: tenant.id,
      details: { from: tenant.cluster, to: target.cluster },
    });
  });
}

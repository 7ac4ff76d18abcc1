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

/** Closes the tenant in the landlord: new sessions and transactions are refused. */
export async function beginMove(landlord: Pool, change: PlacementChange): Promise<void> {
  await record(landlord, change, { action: 'begin', set: { movingToClusterId: change.target.id } });
}

/** Assigns the tenant to its new cluster and opens it, in one transaction. */
export async function finishMove(landlord: Pool, change: PlacementChange): Promise<void> {
  await record(landlord, change, {
    action: 'finish',
    set: { clusterId: change.target.id, movingToClusterId: null },
  });
}

/** Opens the tenant in its current cluster. */
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

import { devices } from '@holdfast/schema/tables/devices';
import { and, inArray, isNull } from 'drizzle-orm';

import type { BatchTarget } from '../../db/request-batcher.ts';
import { withTenant } from '../../db/with-tenant.ts';

/** Reads the id of the last mutation with a result, by device (rule M2). Revoked and deleted devices have no entry. */
export async function readLastMutationIds(
  { pool, schemaName }: BatchTarget,
  deviceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await withTenant(pool, schemaName, { readOnly: true }, ({ tx }) =>
    tx
      .select({ id: devices.id, lastMutationId: devices.lastMutationId })
      .from(devices)
      .where(and(inArray(devices.id, [...deviceIds]), isNull(devices.revokedAt))),
  );
  return new Map(rows.map(({ id, lastMutationId }) => [id, lastMutationId]));
}

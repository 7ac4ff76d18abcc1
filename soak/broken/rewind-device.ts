import type { Mutation } from '@holdfast/schema/protocol/push';

import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import type { ApplyMutationRequest } from '@holdfast/sync-server/sync/mutations/apply-mutation';

/**
 * Deletes the results of these mutations and lowers `last_mutation_id`, so that the server applies them again.
 * @returns the device's `last_mutation_id` from before
 */
export async function rewindDevice(
  { pool, schemaName, device }: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<number> {
  const ids = mutations.map(({ id }) => id);
  return await withTenant(pool, schemaName, { wakesReplicas: false }, async ({ client }) => {
    const { rows } = await client.query<{ last: number }>(
      'select last_mutation_id::int as last from devices where id = $1 for update',
      [device.deviceId],
    );
    await client.query(
      'delete from mutation_results where device_id = $1 and mutation_id = any($2::bigint[])',
      [device.deviceId, ids],
    );
    await client.query('update devices set last_mutation_id = $2 where id = $1', [
      device.deviceId,
      Math.min(...ids) - 1,
    ]);
    return rows[0]?.last ?? 0;
  });
}

/** Raises `last_mutation_id` to at least this value, because later mutations may have been applied before the rewind. */
export async function restoreDevice(
  { pool, schemaName, device }: ApplyMutationRequest,
  lastMutationId: number,
): Promise<void> {
  await withTenant(pool, schemaName, { wakesReplicas: false }, async ({ client }) => {
    await client.query('update devices set last_mutation_id = greatest(last_mutation_id, $2) where id = $1', [
      device.deviceId,
      lastMutationId,
    ]);
  });
}

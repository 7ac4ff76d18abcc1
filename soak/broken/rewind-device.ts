import type { Mutation } from '@holdfast/schema/protocol/push';

import { withTenant } from '@holdfast/sync-server/db/with-tenant';
import type { ApplyMutationRequest } from '@holdfast/sync-server/sync/mutations/apply-mutation';

/** Forgets that these mutations of a device were carried out. */
export async function rewindDevice(
  { pool, schemaName, device }: ApplyMutationRequest,
  mutations: readonly Mutation[],
): Promise<void> {
  const ids = mutations.map(({ id }) => id);
  await withTenant(pool, schemaName, { wakesReplicas: false }, async ({ client }) => {
    await client.query(
      'delete from mutation_results where device_id = $1 and mutation_id = any($2::bigint[])',
      [device.deviceId, ids],
    );
    await client.query('update devices set last_mutation_id = $2 where id = $1', [
      device.deviceId,
      Math.min(...ids) - 1,
    ]);
  });
}

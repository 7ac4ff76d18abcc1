import { idBlockSize, type IdBlock } from '@holdfast/schema/ids/id-block';
import { idBlocks } from '@holdfast/schema/tables/id-blocks';
import { sql } from 'drizzle-orm';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { withTenant } from '../../db/with-tenant.ts';

/** Reserves the tenant's next id block for the device. A block whose response was lost is never used. */
export async function allocateIds(pool: ClusterPool, schemaName: string, deviceId: number): Promise<IdBlock> {
  return await withTenant(pool, schemaName, {}, async ({ tx }) => {
    const [block] = await tx
      .insert(idBlocks)
      .values({ firstId: sql`nextval('id_block_starts')`, size: idBlockSize, deviceId })
      .returning({ firstId: idBlocks.firstId, size: idBlocks.size });
    if (block === undefined) throw new Error('INSERT … RETURNING returned no row');
    return block;
  });
}

import { idBlockSize, type IdBlock } from '@holdfast/schema/ids/id-block';
import { idBlocks } from '@holdfast/schema/tables/id-blocks';
import { sql } from 'drizzle-orm';

import type { TenantDatabase } from '../../db/with-tenant.ts';

/**
 * Assigns an id block to the device again that a restored database does not contain, because the block was allocated
 * after the backup. The block of `id` qualifies if it is below the next block to allocate and has no owner. Returns the
 * block, or null if it does not qualify.
 */
export async function claimLostBlock(
  tx: TenantDatabase,
  deviceId: number,
  id: number,
): Promise<IdBlock | null> {
  const { rows } = await tx.execute<{ first_id: string }>(
    sql`with block as (
        select start_value + (${id}::bigint - start_value) / ${idBlockSize} * ${idBlockSize} as first_id
        from pg_sequences where schemaname = current_schema() and sequencename = 'id_block_starts'
          and ${id}::bigint >= start_value
      )
      insert into ${idBlocks} (first_id, size, device_id)
      select first_id, ${idBlockSize}, ${deviceId} from block, id_block_starts
      where first_id <= id_block_starts.last_value and id_block_starts.is_called
      on conflict do nothing
      returning first_id`,
  );
  const [block] = rows;
  return block === undefined ? null : { firstId: Number(block.first_id), size: idBlockSize };
}

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { LandlordPool } from '../db/cluster-pools.ts';
import { isBehind, migrationOverview } from './migration-overview.ts';

/** Returns the number of current schemas. Throws HF_MIGRATIONS_PENDING with the schemas that are not current. */
export async function assertMigrated(pool: LandlordPool): Promise<number> {
  const overview = await migrationOverview(pool);
  const behind = overview.filter(isBehind).map(({ schema, state }) => ({ schema, state }));
  if (behind.length > 0) throw new HoldfastError('HF_MIGRATIONS_PENDING', { details: { behind } });
  return overview.length;
}

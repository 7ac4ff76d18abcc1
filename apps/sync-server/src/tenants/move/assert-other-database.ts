import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

/**
 * Throws HF_INVALID_INPUT if both pools lead to the same database: the copy begins by dropping the target schema,
 * which would then be the original.
 */
export async function assertOtherDatabase(source: Pool, target: Pool): Promise<void> {
  if ((await identify(source)) !== (await identify(target))) return;
  throw new HoldfastError('HF_INVALID_INPUT', {
    details: { field: 'to', reason: 'both clusters are the same database' },
  });
}

async function identify(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT system_identifier::text || '/' || current_database() AS id FROM pg_control_system()`,
  );
  return rows[0]?.id ?? '';
}

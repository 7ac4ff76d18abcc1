import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

/** Two names may lead to one database, and the copy would begin by dropping the original. */
export async function assertOtherDatabase(one: Pool, other: Pool): Promise<void> {
  if ((await identify(one)) !== (await identify(other))) return;
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

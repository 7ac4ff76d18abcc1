import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

const minMajorVersion = 15;

/**
 * Returns the version of Postgres; throws HF_DATABASE_UNREACHABLE or HF_DATABASE_TOO_OLD. `oldest` is the minimum major
 * version, a parameter so that tests can provoke the error on any Postgres.
 */
export async function assertPostgres(pool: Pool, oldest: number = minMajorVersion): Promise<string> {
  const { number, text } = await readVersion(pool);
  if (number < oldest * 10_000) {
    throw new HoldfastError('HF_DATABASE_TOO_OLD', { details: { found: text, oldest: String(oldest) } });
  }
  return text;
}

async function readVersion(pool: Pool): Promise<{ number: number; text: string }> {
  try {
    const { rows } = await pool.query<{ number: number; text: string }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('SELECT returned no row');
    return row;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HoldfastError('HF_DATABASE_UNREACHABLE', { details: { reason }, cause: error });
  }
}

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

const maxSkewMs = 5000;

/**
 * Returns the difference between this machine's clock and Postgres's, in ms; throws HF_CLOCK_SKEWED above 5 s. Tokens and
 * due times compare times of both clocks.
 */
export async function assertClock(pool: Pool, clock: () => Date): Promise<number> {
  const before = clock().getTime();
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const middle = (before + clock().getTime()) / 2;
  const milliseconds = Math.round(Math.abs((rows[0]?.now.getTime() ?? 0) - middle));
  if (milliseconds > maxSkewMs) throw new HoldfastError('HF_CLOCK_SKEWED', { details: { milliseconds } });
  return milliseconds;
}

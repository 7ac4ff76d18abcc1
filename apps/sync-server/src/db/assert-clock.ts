import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';

const maxSkewMs = 5000;

/** How far this machine is from Postgres, in ms; throws HF_CLOCK_SKEWED. Tokens and due times compare both clocks. */
export async function assertClock(pool: Pool, clock: () => Date): Promise<number> {
  const before = clock().getTime();
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const middle = (before + clock().getTime()) / 2;
  const milliseconds = Math.round(Math.abs((rows[0]?.now.getTime() ?? 0) - middle));
  if (milliseconds > maxSkewMs) throw new HoldfastError('HF_CLOCK_SKEWED', { details: { milliseconds } });
  return milliseconds;
}

import { digestSettings } from '@holdfast/schema/digest/row-hash';
import type { RunQuery } from '@holdfast/schema/digest/run-query';
import type { PoolClient } from 'pg';

/**
 * Runs `make` with the settings that digests need, in the current transaction of `client`. The settings are reset
 * afterwards.
 */
export async function withDigestSettings<Result>(
  client: PoolClient,
  make: (run: RunQuery) => Promise<Result>,
): Promise<Result> {
  await client.query(['savepoint before_digests', ...digestSettings].join('; '));
  const result = await make(async (text, parameters) => {
    const { rows } = await client.query<Record<string, unknown>>(text, [...parameters]);
    return rows;
  });
  await client.query('rollback to savepoint before_digests; release savepoint before_digests');
  return result;
}

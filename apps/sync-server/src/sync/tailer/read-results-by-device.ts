import type { MutationResult } from '@holdfast/schema/protocol/delta';
import type { PoolClient } from 'pg';

import { resultColumns, toResult, type ResultRow } from '../delta/read-results.ts';
import { changedSince } from '../delta/row-queries.ts';

/** Reads the new results of the mutations of these devices, by device id (rule M3). */
export async function readResultsByDevice(
  client: PoolClient,
  [xmax, inProgress]: readonly [string, readonly string[]],
  deviceIds: readonly number[],
): Promise<ReadonlyMap<number, readonly MutationResult[]>> {
  const resultsByDevice = new Map<number, MutationResult[]>();
  if (deviceIds.length === 0) return resultsByDevice;
  const { rows } = await client.query<ResultRow & { device_id: string }>(
    `select device_id, ${resultColumns} from mutation_results
     where ${changedSince('mutation_results')} and device_id = any($3::bigint[])
     order by device_id, mutation_id`,
    [xmax, inProgress, deviceIds],
  );
  for (const row of rows) {
    const results = resultsByDevice.get(Number(row.device_id)) ?? [];
    resultsByDevice.set(Number(row.device_id), results);
    results.push(toResult(row));
  }
  return resultsByDevice;
}

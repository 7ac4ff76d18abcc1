import type { MutationOutcome } from '@holdfast/schema/domain/mutation';
import type { MutationResult } from '@holdfast/schema/protocol/delta';
import type { PoolClient } from 'pg';

import type { ReplicaPosition } from './replica-position.ts';
import { changedSince } from './row-queries.ts';
import type { Snapshot } from './snapshot.ts';

/** The columns of {@link ResultRow}. */
export const resultColumns = 'mutation_id, uuid, name, outcome, code, details';

/** A row of `mutation_results` as the driver returns it. */
export interface ResultRow {
  readonly mutation_id: string;
  readonly uuid: string;
  readonly name: string;
  readonly outcome: MutationOutcome;
  readonly code: string | null;
  readonly details: Record<string, unknown>;
}

/**
 * Reads the results of this device's mutations that the replica has not seen (rule M3): those since its cursor, or, if
 * `since` is null, those of all its pending mutations.
 */
export async function readResults(
  client: PoolClient,
  since: Snapshot | null,
  replica: ReplicaPosition,
): Promise<MutationResult[]> {
  const ofDevice = `select ${resultColumns} from mutation_results where device_id = $1`;
  const { rows } =
    since === null
      ? await client.query<ResultRow>(`${ofDevice} and mutation_id >= $2 order by mutation_id`, [
          replica.deviceId,
          replica.oldestPendingMutationId ?? Number.MAX_SAFE_INTEGER,
        ])
      : await client.query<ResultRow>(
          `${ofDevice} and ${changedSince('mutation_results', 2)} order by mutation_id`,
          [replica.deviceId, since.xmax, since.inProgress],
        );
  return rows.map(toResult);
}

export function toResult(row: ResultRow): MutationResult {
  const { uuid, name, outcome, code, details } = row;
  return { mutationId: Number(row.mutation_id), uuid, name, outcome, code, details };
}

import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { PoolClient } from 'pg';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { readCursor } from '../delta/read-cursor.ts';
import { routeTick, type AttachedReplica, type RoutedTick } from '../tailer/route-tick.ts';
import type { Tick } from '../tailer/tick.ts';

/** The replaceable parts of a tailer, for tests that break one rule. */
export interface TickPolicies {
  /** Poll interval without a wake-up, in milliseconds (rule D2). */
  readonly pollMs: number;
  /** Runs the reads of one tick in one transaction (rule E3). */
  readonly inOneSnapshot: (
    pool: ClusterPool,
    schemaName: string,
    read: (client: PoolClient) => Promise<void>,
  ) => Promise<void>;
  /** Reads the cursor of the tick's transaction, with the transactions in progress (rule E2). */
  readonly readPosition: (client: PoolClient) => Promise<Cursor>;
  /** Returns the part of a tick for one replica, with the results of its mutations (rules M3, S5). */
  readonly route: (tick: Tick, replica: AttachedReplica) => RoutedTick | null;
}

export const tickPolicies: TickPolicies = {
  pollMs: 1000,
  inOneSnapshot: (pool, schemaName, read) =>
    withTenant(
      pool,
      schemaName,
      { isolation: 'repeatable read', readOnly: true, plansByIndex: true },
      ({ client }) => read(client),
    ),
  readPosition: readCursor,
  route: routeTick,
};

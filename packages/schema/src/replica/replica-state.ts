import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instant } from '../tables/columns.ts';

/** One row: the replica's user, and the cursor (rule E1) of its rows; null before the first sync. */
export const replicaState = pgTable(
  'replica_state',
  {
    id: boolean('id').primaryKey().default(true),
    userId: idColumn('user_id'),
    deviceId: idColumn('device_id'),
    /** `{epoch, snapshot}` as received from the server; opaque to the device. */
    cursor: jsonb('cursor').$type<{ epoch: string; snapshot: string }>(),
    /** The results of this device's mutations up to this id have been applied (rule M3). */
    settledThrough: idColumn('settled_through').notNull().default(0),
    schemaHash: text('schema_hash'),
    firstSyncedAt: instant('first_synced_at'),
    /** Conversations of the agent that were still to arrive, or to arrive whole, at the cursor (rule D4). */
    remaining: integer('remaining').notNull().default(0),
  },
  (table) => [check('replica_state_single_row_check', sql`${table.id}`)],
);

import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instant } from '../tables/columns.ts';

/** One row: whose replica this is, and the cursor (rule E1) that its rows stand at; no cursor before the first sync. */
export const replicaState = pgTable(
  'replica_state',
  {
    id: boolean('id').primaryKey().default(true),
    userId: idColumn('user_id'),
    deviceId: idColumn('device_id'),
    /** `{epoch, snapshot}` as the server gave it; opaque here. */
    cursor: jsonb('cursor').$type<{ epoch: string; snapshot: string }>(),
    /** Results of this device's mutations up to this one are among the rows (rule M3). */
    settledThrough: idColumn('settled_through').notNull().default(0),
    schemaHash: text('schema_hash'),
    firstSyncedAt: instant('first_synced_at'),
    /** Conversations of the agent that were still to come, or to come whole, at the cursor (rule D4). */
    remaining: integer('remaining').notNull().default(0),
  },
  (table) => [check('replica_state_single_row_check', sql`${table.id}`)],
);

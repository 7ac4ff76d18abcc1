import { sql } from 'drizzle-orm';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/**
 * From here to its end a transaction writes as the agent: the triggers fire that remember rows as the server had them (rule M4).
 * The database is opened to write without triggers, as most is the server's: whenever this changes, Postgres forgets all plans.
 */
export async function writeAsAgent(tx: ReplicaTransaction): Promise<void> {
  await tx.execute(sql`select set_config('session_replication_role', 'origin', true)`);
}

/**
 * For the rest of a transaction, rows are found by index: without statistics, which nobody gathers here, the planner would
 * read whole tables to find the rows of a delta. And a plan is made for all values, once.
 */
export async function planByIndex(tx: ReplicaTransaction): Promise<void> {
  await tx.execute(sql`select ${planningByIndex}`);
}

const settings = [
  ['enable_seqscan', 'off'],
  ['enable_hashjoin', 'off'],
  ['enable_mergejoin', 'off'],
  ['plan_cache_mode', 'force_generic_plan'],
];

/** The settings of `planByIndex` as an expression, for a statement that asks for something as well. */
export const planningByIndex = sql.raw(
  settings.map(([name, value]) => `set_config('${name}', '${value}', true)`).join(` || `),
);

import { sql } from 'drizzle-orm';
import type { ReplicaTransaction } from '../database/replica-database.ts';

/**
 * Makes the rest of the transaction write as the agent: the triggers that fill the undo journal fire (rule M4). The
 * default is without triggers, because most rows are the server's, and each change of this setting discards all plans.
 */
export async function writeAsAgent(tx: ReplicaTransaction): Promise<void> {
  await tx.execute(sql`select set_config('session_replication_role', 'origin', true)`);
}

/**
 * Makes the rest of the transaction find rows by index. The replica has no statistics, so the planner would scan whole
 * tables to find the rows of a delta. Plans are generic: made once, for all values.
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

/** The settings of `planByIndex` as an expression, to be added to a statement that runs anyway. */
export const planningByIndex = sql.raw(
  settings.map(([name, value]) => `set_config('${name}', '${value}', true)`).join(` || `),
);

import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { digestSettings } from '@holdfast/schema/digest/row-hash';
import type { RunQuery } from '@holdfast/schema/digest/run-query';
import { undoOptimistic } from '../apply/optimistic.ts';
import type { ReplicaDatabase } from '../database/replica-database.ts';
import { isIndexed } from './is-indexed.ts';

/** Reads the server's rows: undoes the optimistic effects in a transaction that is rolled back. */
export async function readServerState<Result>(
  database: ReplicaDatabase,
  read: (run: RunQuery) => Promise<Result>,
): Promise<Result> {
  const plans = planSettings(await isIndexed(database));
  const results: Result[] = [];
  try {
    await database.drizzle.transaction(async (tx) => {
      await undoOptimistic(tx);
      for (const setting of [...digestSettings, ...plans]) await tx.execute(sql.raw(setting));
      results.push(
        await read(async (text, [parameter]) => (await tx.execute(statement(text, parameter))).rows),
      );
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
  const [result] = results;
  if (result === undefined) throw new Error('the transaction ended without a result');
  return result;
}

class RollBack extends Error {}

/** Settings choose the plan, because there are no statistics: by index, or by whole tables before the indexes exist. */
function planSettings(hasIndexes: boolean): readonly string[] {
  const value = hasIndexes ? 'off' : 'on';
  return ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'].map(
    (name) => `set local ${name} = ${value}`,
  );
}

/** Digest statements have one parameter. */
function statement(text: string, parameter: unknown): SQL {
  return sql.join(
    text.split('$1').map((part) => sql.raw(part)),
    sql`${parameter}`,
  );
}

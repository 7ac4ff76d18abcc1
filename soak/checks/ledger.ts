import type { Finding } from '@holdfast/testkit/oracle/finding';
import type { PoolClient } from 'pg';

import type { Queued } from '../replica/perform-action.ts';

/** Mutations that an agent queued under one text. `mutations` null: the replica died before it could report them. */
export interface LedgerEntry {
  readonly replica: string;
  readonly words: string;
  readonly mutations: readonly Queued[] | null;
}

interface Result {
  readonly uuid: string;
  readonly outcome: string;
  readonly name: string;
  readonly times: number;
}

/**
 * Records the agents' actions and compares them with the results: each mutation has one result, each applied one its
 * effect once (M2, M3).
 */
export class Ledger {
  readonly #entries: LedgerEntry[] = [];

  add(entry: LedgerEntry): void {
    this.#entries.push(entry);
  }

  get size(): number {
    return this.#entries.length;
  }

  /**
   * Checks all entries. Call it when every queue is empty. Written texts are counted in the history, because rows can
   * have been deleted since.
   */
  async examine(client: PoolClient): Promise<Finding[]> {
    const results = new Map((await readResults(client)).map((result) => [result.uuid, result]));
    const written = await countWritten(client);
    const findings = this.#entries.flatMap((entry) => examineEntry(entry, results, written));
    return [...findings, ...(await examineUsage(client))];
  }
}

const writers: ReadonlySet<string> = new Set(['sendMessage', 'addNote']);

function examineEntry(
  { replica, words, mutations }: LedgerEntry,
  results: ReadonlyMap<string, Result>,
  written: ReadonlyMap<string, number>,
): Finding[] {
  const times = written.get(words) ?? 0;
  const found = (about: string, details: object): Finding => ({
    invariant: 5,
    about,
    details: { replica, words, times, ...details },
  });
  if (mutations === null) return times > 1 ? [found('written more than once', {})] : [];
  return mutations.flatMap((mutation) => {
    const result = results.get(mutation.uuid);
    if (result?.times !== 1) return [found('a queued mutation has not one result', { mutation, result })];
    if (!writers.has(mutation.name)) return [];
    const expected = result.outcome === 'applied' ? 1 : 0;
    return times === expected
      ? []
      : [found(`written ${times} times instead of ${expected}`, { mutation, result })];
  });
}

async function readResults(client: PoolClient): Promise<readonly Result[]> {
  const { rows } = await client.query<Result>(
    `select uuid::text, min(outcome) as outcome, min(name) as name, count(*)::int as times from mutation_results group by uuid`,
  );
  return rows;
}

/** Counts the rows that ever had each text. */
async function countWritten(client: PoolClient): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ words: string; times: number }>(
    `select words, count(*)::int as times from (
       select distinct on (table_name, row_key) image ->> 'content' as words from oracle_history
       where table_name in ('messages', 'conversation_notes') and image is not null order by table_name, row_key, id
     ) first_versions group by words`,
  );
  return new Map(rows.map(({ words, times }) => [words, times]));
}

/** Usage counters: the only effect that shows how often it was applied. */
async function examineUsage(client: PoolClient): Promise<Finding[]> {
  const { rows } = await client.query<{ used: number; counted: number }>(
    `select (select count(*)::int from mutation_results where name = 'useCannedResponse' and outcome = 'applied') as used,
       (select coalesce(sum(usage_count), 0)::int from canned_responses) as counted`,
  );
  const [usage] = rows;
  if (usage === undefined || usage.used === usage.counted) return [];
  return [{ invariant: 5, about: 'used and counted differ', details: { ...usage } }];
}

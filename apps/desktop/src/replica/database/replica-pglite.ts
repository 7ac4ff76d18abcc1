import { PGlite, types } from '@electric-sql/pglite';
import type { QueryOptions, Results, Transaction } from '@electric-sql/pglite';

const asText = (text: string) => text;

/** The parsers that drizzle needs, and numbers for ids. */
const parsers = {
  [types.INT8]: Number,
  [types.DATE]: asText,
  [types.TIMESTAMP]: asText,
  [types.TIMESTAMPTZ]: asText,
  [types.INTERVAL]: asText,
};

/**
 * PGlite for drizzle. Drizzle passes its parsers with every query, and PGlite merges them with its own 80, which takes
 * longer than most queries. Here the database has those parsers from the start.
 */
export class ReplicaPglite extends PGlite {
  static async open(directory: string): Promise<ReplicaPglite> {
    const database = new ReplicaPglite(directory, { parsers });
    await database.waitReady;
    return database;
  }

  override query<Row>(
    statement: string,
    parameters?: unknown[],
    options?: QueryOptions,
  ): Promise<Results<Row>> {
    return super.query<Row>(statement, parameters, withoutParsers(options));
  }

  override transaction<Result>(task: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return super.transaction((transaction) =>
      task({
        ...transaction,
        get closed() {
          return transaction.closed;
        },
        query: (statement, parameters, options) =>
          transaction.query(statement, parameters, withoutParsers(options)),
      }),
    );
  }
}

/** Drops the parsers that drizzle passes: the database has the same ones, so PGlite need not merge them per query. */
export function withoutParsers(options: QueryOptions | undefined): QueryOptions | undefined {
  if (options?.parsers === undefined) return options;
  const { parsers: _asInTheDatabase, ...others } = options;
  return others;
}

import { PGlite, types } from '@electric-sql/pglite';
import type { QueryOptions, Results, Transaction } from '@electric-sql/pglite';

const asText = (text: string) => text;

/** How drizzle wants to have values; and ids as numbers. */
const parsers = {
  [types.INT8]: Number,
  [types.DATE]: asText,
  [types.TIMESTAMP]: asText,
  [types.TIMESTAMPTZ]: asText,
  [types.INTERVAL]: asText,
};

/**
 * PGlite for drizzle. With every query drizzle hands over the parsers that it wants, and PGlite then merges them with its
 * own eighty, which takes longer than most queries do. Here the database has those parsers from the beginning.
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

/** The parsers that drizzle hands over with every query are those of the database: PGlite need not merge them again. */
export function withoutParsers(options: QueryOptions | undefined): QueryOptions | undefined {
  if (options?.parsers === undefined) return options;
  const { parsers: _asInTheDatabase, ...others } = options;
  return others;
}

import { parse, protocol } from '@electric-sql/pglite';
import type { PGlite, QueryOptions, Results, Transaction } from '@electric-sql/pglite';
import { withoutParsers } from './replica-pglite.ts';

const { serialize } = protocol;

/** Applying deltas takes about 50 statements. At the maximum all are closed, since some were needed only once. */
const maxStatements = 200;

type Messages = Parameters<typeof parse.parseResults>[0];

interface PreparedStatement {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  /** The message with the column names and types, which the parser needs before the rows. */
  readonly columns: Messages;
}

/**
 * Prepares each statement once. PGlite's own `query` parses and plans it on every call, which for a delta of few rows
 * takes several times as long as writing them (decision 0019).
 */
export class PreparedStatements {
  readonly #pglite: PGlite;
  readonly #prepared = new Map<string, PreparedStatement>();

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** Returns the same transaction, with its queries prepared. */
  within(transaction: Transaction): Transaction {
    return {
      ...transaction,
      get closed() {
        return transaction.closed;
      },
      query: (text, parameters, options) => this.#run(text, parameters ?? [], options),
    };
  }

  async #run<Row>(
    text: string,
    parameters: readonly unknown[],
    options: QueryOptions | undefined,
  ): Promise<Results<Row>> {
    return await this.#pglite.runExclusive(async () => {
      const { name, parameterTypes, columns } = await this.#prepare(text);
      const values = parameters.map((value, index) => this.#serialized(value, parameterTypes[index]));
      const response = await this.#send(serialize.bind({ statement: name, values }), serialize.execute({}));
      const [results] = parse.parseResults(
        [...columns, ...response],
        this.#pglite.parsers,
        withoutParsers(options),
      );
      // As in PGlite itself: the caller states the type of the rows.
      return results as Results<Row>;
    });
  }

  async #prepare(text: string): Promise<PreparedStatement> {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    if (this.#prepared.size >= maxStatements) {
      // Protocol messages, not a statement: in a failed transaction Postgres accepts no statement except a rollback.
      await this.#send(
        ...[...this.#prepared.values()].map(({ name }) => serialize.close({ type: 'S', name })),
      );
      this.#prepared.clear();
    }
    const name = `prepared_${this.#prepared.size}`;
    const response = await this.#send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
    );
    const prepared = {
      name,
      parameterTypes: parse.parseDescribeStatementResults(response),
      columns: response.filter((message) => message.name === 'rowDescription'),
    };
    this.#prepared.set(text, prepared);
    return prepared;
  }

  #serialized(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = type === undefined ? undefined : this.#pglite.serializers[type];
    if (serializer !== undefined) return serializer(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  /** All messages in one call: each turn of PGlite's loop costs as much as a small statement. */
  #send(...messages: readonly Uint8Array[]): Promise<Messages> {
    return this.#pglite.execProtocolStream(Buffer.concat([...messages, serialize.sync()]), {
      syncToFs: false,
    });
  }
}

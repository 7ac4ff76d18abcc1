import type { Connection, PoolClient } from 'pg';

/**
 * What `COPY … TO STDOUT` statements write, a text for each, in one round trip.
 * Statements have no parameters: what they depend on is set before, with `set_config('holdfast.…', $1, true)`.
 */
export function copyOut(client: PoolClient, statements: readonly string[]): Promise<string[]> {
  if (statements.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(statements, resolve, reject));
  });
}

/** A query in the sense of `pg`: these are the calls that its client makes to the query that is running. */
class CopyOut {
  readonly #statements: readonly string[];
  readonly #resolve: (texts: string[]) => void;
  readonly #reject: (error: Error) => void;
  readonly #texts: string[] = [];
  #text = '';

  constructor(
    statements: readonly string[],
    resolve: (texts: string[]) => void,
    reject: (error: Error) => void,
  ) {
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.query(this.#statements.join(';'));
  }

  /** One row. Its bytes are decoded at once: the connection writes over them when the next ones arrive. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.#text += chunk.toString('utf8');
  }

  /** One statement is done. */
  handleCommandComplete(): void {
    this.#texts.push(this.#text);
    this.#text = '';
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#texts);
  }

  handleError(error: Error): void {
    this.#reject(error);
  }
}
